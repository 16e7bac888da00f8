"""What each of Slack's errors means for the advisor: one table, from which docs/slack-errors.md is made.

It names every error that Slack documents for the methods in `bot.slack.declared`, and some that were only seen.
"""

from enum import StrEnum


class Meaning(StrEnum):
    """What to make of a call that failed; `BEHAVIOUR` says what the advisor does."""

    ELSEWHERE = "elsewhere"
    """This conversation does not take it; the person's direct messages may."""
    CONTENT = "content"
    """Slack does not take what it is to show."""
    NO_WINDOW = "no window"
    """No window may open now."""
    GONE = "gone"
    """The message or window that is to change is not there any more, or was changed meanwhile."""
    NOBODY = "nobody"
    """The person cannot be reached by the app."""
    MENDABLE = "mendable"
    """The app may not do this until somebody changes something in Slack."""
    REVOKED = "revoked"
    """Slack does not accept the token any more."""
    WAIT = "wait"
    """A rate limit."""
    DOWN = "down"
    """Slack was not reached: nothing was done."""
    FAILED = "failed"
    """Slack failed, and most likely did nothing."""
    LOST = "lost"
    """No answer came: it may have been done."""
    REFUSED = "refused"
    """Anything else that Slack says no to: the advisor asked wrongly."""


BEHAVIOUR: dict[Meaning, tuple[str, str]] = {
    Meaning.ELSEWHERE: (
        "This conversation does not take it",
        "The answer comes as a direct message, and a word in the channel says so, where one can be written there. "
        "What Slack refuses there, too, is in the log.",
    ),
    Meaning.CONTENT: (
        "Slack does not take its look",
        "A message is sent once more as plain text; a window says that something went wrong, with a reference. The "
        "error is in the log: it is a defect of the advisor.",
    ),
    Meaning.NO_WINDOW: (
        "No window may open now",
        "A button opens it instead. A press opens a window for three seconds, and at most three windows lie one upon "
        "the other.",
    ),
    Meaning.GONE: (
        "What should change is not there any more",
        "A window that was closed, or that shows something newer, is left alone. What should take the place of a "
        "message comes beside it, or as a message of its own.",
    ),
    Meaning.NOBODY: (
        "The person cannot be reached",
        "Nothing more is tried for this message. A reminder goes to another account of the person, or is given up.",
    ),
    Meaning.MENDABLE: (
        "The app may not do this now",
        "Answers wait for a day and reminders until it works again; the log says why. A file is not sent, and the "
        "person reads why.",
    ),
    Meaning.REVOKED: (
        "Slack does not accept the token",
        "The workspace is paused and everything waits. Slack is asked again and again; what waited goes out by "
        "itself as soon as it accepts a token. `advisor check` says what to do.",
    ),
    Meaning.WAIT: (
        "Too many calls",
        "The method is called in this workspace by nobody before the time that Slack names is over. A person waits "
        "for ten seconds at most; then the answer waits in the outbox, the reminder in the store.",
    ),
    Meaning.DOWN: (
        "Slack was not reached",
        "Nothing was done: it is tried again, later and later.",
    ),
    Meaning.FAILED: (
        "Slack failed",
        "It most likely did nothing. A direct message is looked up before it is sent again, a message in a channel "
        "is sent again: one too many is better than none.",
    ),
    Meaning.LOST: (
        "No answer came",
        "It may have been done. A direct message is looked up before it is sent again; a message that cannot be "
        "looked up counts as sent.",
    ),
    Meaning.REFUSED: (
        "The advisor asked wrongly",
        "It is not tried again: a message goes to the direct messages where it was meant for a channel, a person "
        "who waits reads that something went wrong, with a reference. An error that nobody knows is treated so, too.",
    ),
}
"""Of each meaning, its name for people and what the advisor does."""


def _all(meaning: Meaning, codes: str) -> dict[str, Meaning]:
    return dict.fromkeys(codes.split(), meaning)


MEANINGS: dict[str, Meaning] = {
    **_all(
        Meaning.ELSEWHERE,
        "as_user_not_supported cannot_reply_to_message channel_is_limited_access channel_not_found"
        " channel_type_not_supported invalid_channel is_archived is_inactive message_not_in_channel"
        " method_not_supported_for_channel_type no_permission not_allowed not_in_channel"
        " posting_to_channel_denied posting_to_general_channel_denied restricted_action"
        " restricted_action_non_threadable_channel restricted_action_read_only_channel"
        " restricted_action_thread_locked restricted_action_thread_only_channel thread_locked thread_not_found"
        " user_not_in_channel",
    ),
    **_all(
        Meaning.CONTENT,
        "attachment_payload_limit_exceeded block_mismatch invalid_arguments invalid_attachments invalid_blocks"
        " invalid_blocks_format invalid_metadata_format invalid_metadata_schema markdown_text_conflict"
        " metadata_too_large msg_blocks_too_long msg_too_long no_text too_many_attachments too_many_contact_cards"
        " view_too_large",
    ),
    **_all(
        Meaning.NO_WINDOW,
        "exchanged_trigger_id expired_trigger_id invalid_trigger invalid_trigger_id push_limit_reached"
        " trigger_exchanged trigger_expired",
    ),
    **_all(
        Meaning.GONE,
        "cant_update_message edit_window_closed hash_conflict message_not_found not_found view_not_found",
    ),
    **_all(Meaning.NOBODY, "app_access_restricted user_disabled user_not_found user_not_visible"),
    **_all(
        Meaning.MENDABLE,
        "access_denied accesslimited blocked_file_type ekm_access_denied enterprise_is_restricted"
        " file_type_not_allowed file_upload_size_restricted file_uploads_disabled"
        " file_uploads_except_images_disabled forbidden_team messages_tab_disabled missing_scope not_enabled"
        " org_login_required storage_limit_reached team_access_not_granted team_added_to_org"
        " two_factor_setup_required",
    ),
    **_all(Meaning.REVOKED, "account_inactive invalid_auth not_authed token_expired token_revoked"),
    **_all(Meaning.WAIT, "message_limit_exceeded rate_limited ratelimited"),
    **_all(
        Meaning.FAILED,
        "external_channel_migrating fatal_error file_update_failed internal_error list_record_comment_fetch_failed"
        " request_timeout service_unavailable streaming_state_conflict unable_to_share_files update_failed",
    ),
    **_all(  # of the way to ask, which the advisor always keeps to, and of things that it never sends
        Meaning.REFUSED,
        "alt_txt_too_large cant_broadcast_message channels_limit_exceeded deprecated_endpoint draft_already_deleted"
        " draft_already_sent draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_external_id"
        " duplicate_message_not_found file_deleted file_is_deleted file_not_found file_share_limit_reached"
        " insecure_request invalid_arg_name invalid_array_arg invalid_charset invalid_cursor invalid_form_data"
        " invalid_metadata_filter_keys invalid_post_type invalid_thread_ts invalid_ts_latest invalid_ts_oldest"
        " invalid_user_combination is_bot max_file_sharing_exceeded metadata_must_be_sent_from_app"
        " method_deprecated missing_args missing_argument missing_file_data missing_post_type missing_profile_id"
        " no_dual_broadcast_content_update not_allowed_token_type not_enough_users not_implemented"
        " send_on_behalf_not_allowed slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked"
        " slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked"
        " slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked snippet_too_large"
        " team_not_found too_many_users unknown_method unknown_snippet_type unknown_subtype"
        " users_list_not_supplied",
    ),
}
BEGINNINGS = {"restricted_action": Meaning.ELSEWHERE}
"""Slack adds variants to these: ``restricted_action_thread_locked`` and more."""

ADVICE: dict[str, str] = {
    "access_denied": "Let an administrator of the workspace allow the app.",
    "accesslimited": "The workspace takes calls from some addresses only: add that of the advisor's machine.",
    "account_inactive": "The app was removed. Install it again.",
    "ekm_access_denied": "Administrators have suspended posting (Enterprise Key Management). They can allow it.",
    "enterprise_is_restricted": "Install the app in a workspace of the organisation.",
    "file_uploads_disabled": "Administrators have switched uploads off; documents stay open on the web page.",
    "messages_tab_disabled": "Switch the Messages tab on, under App Home in the app's settings.",
    "missing_scope": "Paste the manifest again and install the app again; `advisor check` says what is missing.",
    "not_enabled": "Switch the Home tab on, under App Home in the app's settings.",
    "org_login_required": "The workspace moves into an organisation. It works again when that is done.",
    "storage_limit_reached": "The workspace has no room for files. Delete some, or take a plan with more.",
    "team_access_not_granted": "An administrator of the organisation adds the app to this workspace.",
    "team_added_to_org": "The workspace moves into an organisation. It works again when that is done.",
    "token_expired": "Install the app again.",
    "token_revoked": "Install the app again.",
    "two_factor_setup_required": "Whoever installed the app sets up two-factor sign-in.",
}
"""What somebody in the workspace can do about it, where there is something."""


def meaning_of(code: str) -> Meaning:
    """What one of Slack's error codes means; one that we do not know is a refusal."""
    if found := MEANINGS.get(code):
        return found
    return next((meaning for begins, meaning in BEGINNINGS.items() if code.startswith(begins)), Meaning.REFUSED)
