"use strict";
// The tab in Teams: asks Teams who somebody is, tells the advisor, and goes on to Home.
const WAITING = 10_000;  // milliseconds in which Teams answers, where it is there at all

const within = (promise, time) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("time")), time))]);

async function shown() {
  try { await microsoftTeams.app.notifySuccess(); } catch { /* nobody waits for it */ }
}

function show(id) {
  document.getElementById("waiting").hidden = true;
  (document.getElementById(id) || document.getElementById("later")).hidden = false;
  shown();
}

async function enter() {
  const { attempt, back } = document.getElementById("waiting").dataset;
  try { await within(microsoftTeams.app.initialize(), WAITING); } catch { return show("outside"); }
  let token, reply;
  try { token = await microsoftTeams.authentication.getAuthToken(); } catch { return show("no-token"); }
  try {
    const body = new URLSearchParams({ attempt, back, token });
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    reply = await answer.json();
  } catch { return show("later"); }
  if (!reply.go) return show(reply.hindrance || "later");
  shown();
  location.replace(reply.go);
}

enter();
