// Reads cards, one JSON text a line, and answers each with a line: a list of what is wrong with it.
//   node checker.cjs PATH-OF-ADAPTIVECARDS.JS
// What the library finds comes first; then what it passes over: properties that it does not know, inputs and pictures
// without words for those who cannot see them, buttons that an older client cannot press, and what Teams shows cut.

"use strict";

const readline = require("node:readline");
const Cards = require(process.argv[2]);

const ACTIONS_IN_A_ROW = 6; // Teams shows so many and cuts the others
const HELD = {
  // what an element holds; the library reads these beside its schema
  AdaptiveCard: ["body", "actions", "msteams"],
  Container: ["items"],
  ActionSet: ["actions"],
  RichTextBlock: ["inlines"],
  Table: ["rows"],
  TableRow: ["cells"],
  TableCell: ["items"],
  Image: ["msteams"], // Teams alone knows it: a picture that opens large
  "Action.ShowCard": ["card"],
};
const UNLISTED = {
  AdaptiveCard: Cards.AdaptiveCard,
  TableRow: Cards.TableRow,
  TableCell: Cards.TableCell,
};
const FREE = new Set(["data", "msteams"]); // whatever the advisor likes, and what only Teams reads

const schemas = new Map();

function known(made) {
  const schema = made.getSchema();
  return Array.from({ length: schema.getCount() }, (_, place) => schema.getItemAt(place).name);
}

function propertiesOf(type) {
  if (!schemas.has(type)) {
    const registry = type.startsWith("Action.") ? Cards.GlobalRegistry.actions : Cards.GlobalRegistry.elements;
    const made = UNLISTED[type] ? new UNLISTED[type]() : registry.createInstance(type, Cards.Versions.v1_5);
    schemas.set(type, made && new Set([...known(made), ...(HELD[type] || []), "fallback"]));
  }
  return schemas.get(type);
}

const PLAIN = {
  choices: new Set(known(new Cards.Choice())),
  columns: new Set(known(new Cards.TableColumnDefinition())),
};

function* foundByLibrary(content) {
  const context = new Cards.SerializationContext(Cards.Versions.v1_5);
  const card = new Cards.AdaptiveCard();
  card.parse(content, context);
  for (let place = 0; place < context.eventCount; place++) yield context.getEventAt(place).message;
  for (const each of card.validateProperties().validationEvents) yield each.message;
}

function* foundByUs(element, path, holder) {
  if (Array.isArray(element)) {
    for (const [place, each] of element.entries()) yield* foundByUs(each, `${path}[${place}]`, holder);
  } else if (element !== null && typeof element === "object") {
    yield* unknownIn(element, path, holder);
    yield* lackingIn(element, path);
    for (const [name, value] of Object.entries(element)) {
      if (!FREE.has(name)) yield* foundByUs(value, `${path}.${name}`, name);
    }
  }
}

function* unknownIn(element, path, holder) {
  const properties = PLAIN[holder] || (typeof element.type === "string" ? propertiesOf(element.type) : undefined);
  if (!properties) {
    yield `${path}: nothing that can stand in a card`;
    return;
  }
  for (const name of Object.keys(element)) if (!properties.has(name)) yield `${path}: unknown property “${name}”`;
}

const empty = (text) => typeof text !== "string" || !text.trim();

function* lackingIn(element, path) {
  const type = element.type || "";
  if (type.startsWith("Input.") && empty(element.label)) yield `${path}: an input without a label`;
  if (type.startsWith("Action.") && empty(element.title)) yield `${path}: a button without a name`;
  if (type === "Action.Execute") yield* withoutFallback(element, path);
  if (type === "Action.OpenUrl" && !/^https?:\/\/\S+$/.test(element.url)) yield `${path}: a link to nowhere`;
  if (type === "Image" && empty(element.altText)) yield `${path}: a picture without words`;
  if (type === "TextBlock" && empty(element.text)) yield `${path}: a text without words`;
  if (type === "RichTextBlock" && !(element.inlines || []).some((each) => !empty(each.text))) {
    yield `${path}: a line without words`;
  }
  if (type === "ActionSet" && !(element.actions || []).length) yield `${path}: no button in a row of buttons`;
  if (type === "ActionSet" && element.actions.filter((each) => each.mode !== "secondary").length > ACTIONS_IN_A_ROW) {
    yield `${path}: more buttons in a row than Teams shows`;
  }
  if (type === "Table" && element.rows.some((row) => row.cells.length !== element.columns.length)) {
    yield `${path}: rows of another width than the table`;
  }
}

function* withoutFallback(action, path) {
  const { verb, fallback, data = {} } = action;
  if (empty(verb)) yield `${path}: Action.Execute without a verb`;
  if (!fallback || fallback.type !== "Action.Submit") {
    yield `${path}: Action.Execute without Action.Submit for older clients`;
  } else if (fallback.title !== action.title || fallback.associatedInputs !== action.associatedInputs) {
    yield `${path}: its Action.Submit is another button`;
  } else if (JSON.stringify({ ...data, verb }) !== JSON.stringify({ ...data, ...fallback.data })) {
    yield `${path}: its Action.Submit means something else`;
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const content = JSON.parse(line);
  const found = [...foundByLibrary(content), ...foundByUs(content, "card", "")];
  process.stdout.write(`${JSON.stringify(found)}\n`);
});
