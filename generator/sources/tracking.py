"""Web addresses without what follows their readers: campaign parameters and redirecting services."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

_FOLLOWING = re.compile(
    r"(?:utm_\w+|mc_[ce]id|mkt_tok|fb(?:clid|_\w+)|g(?:clid|clsrc|braid)|wbraid|dclid|msclkid|yclid|igshid|igsh"
    r"|twclid|ttclid|li_fat_id|_hs(?:enc|mi)|__hs\w+|hsctatracking|vero_(?:id|conv)|oly_(?:enc|anon)_id|ck_subscriber_id"
    r"|sc_cid|s_cid|wickedid|rb_clickid|_openstat|cmpid|ns_(?:campaign|mchannel|source|linkname|fee)|pk_\w+|piwik_\w+"
    r"|mtm_\w+|trk_\w+|elqtrack\w*|_bta_[tc]id|ml_subscriber\w*|at_(?:medium|campaign|custom\d)|publication_id"
    r"|isfreemail|triedredirect|xtor)",
    re.IGNORECASE,
)
_TARGET_KEYS = (
    "url",
    "u",
    "q",
    "target",
    "redirect",
    "redirect_url",
    "link",
    "dest",
    "destination",
    "to",
    "r",
)
_REDIRECTING_HOST = re.compile(
    r"(?:clicks?|links?|email|e|t|tr|track(?:ing|er)?|trk|go|r|redirect|url\d*|news|newsletter|mailer|ct|cl|lnk)\d*\."
    r"|(?:www\.)?google\.\w+$|.*(?:list-manage|safelinks\.protection\.outlook|sendgrid|mandrillapp|mailchi|hubspotlinks"
    r"|convertkit-mail\d?|beehiiv|substack|mailerlite|campaign-archive|createsend\d?|awstrack|constantcontact|rs6|cmail\d+"
    r"|sailthru|exacttarget|klclick\d?|getrevue|buttondown)\.\w+(?:\.me)?$",
    re.IGNORECASE,
)
_REDIRECTING_PATH = re.compile(
    r"/(?:(?:ls|wf|track|tracking|e|c|f|CL0|click|clicks|redirect|redir|link/click|ss/c|v\d/click|e/c)(?:/|$)|url$|track/click)",
    re.IGNORECASE,
)
_LONGEST = 2000
_OPAQUE = 24
"""A redirecting address with a name at least this long carries its reader's number in it."""


def untracked(address: str) -> str:
    """Return the address without campaign parameters, or the one that a redirecting service hides.

    Empty for a redirecting address that hides where it leads: only its service knows, and following it
    would tell who reads. Other addresses, and what is no web address, stay as they are.
    """
    for _ in range(3):
        hidden = _hidden_target(address)
        if hidden is None:
            return _plain(address)
        address = hidden
    return _plain(address)


def _hidden_target(address: str) -> str | None:
    """Return the address that a redirecting one leads to, empty if unknown, None if it is none."""
    if not address.lower().startswith(("http://", "https://")) or len(address) > _LONGEST:
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if not _REDIRECTING_HOST.match(host):
        return None
    named = dict(parse_qsl(parts.query, max_num_fields=100)) if parts.query.count("&") < 100 else {}  # noqa: PLR2004 - as many as are looked at
    for key in _TARGET_KEYS:
        if named.get(key, "").lower().startswith(("http://", "https://")):
            return named[key]
    for start in ("https%3A", "http%3A", "https:%2F", "/CL0/https:"):
        if (place := parts.path.find(start)) >= 0:
            return unquote(parts.path[place:].removeprefix("/CL0/").split("/1/")[0])
    longest = max(map(len, re.split(r"[/?&=]", parts.path + "?" + parts.query)), default=0)
    return "" if _REDIRECTING_PATH.match(parts.path) and longest >= _OPAQUE else None


def _plain(address: str) -> str:
    if "?" not in address or len(address) > _LONGEST:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _FOLLOWING.fullmatch(unquote(pair.partition("=")[0]))]
    return address if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))
