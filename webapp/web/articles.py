"""Articles: the list, adding one (paste or file, then look at what was guessed), keeping it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from webapp.articles.base import LIMITS, MB, ReadArticle
from webapp.articles.read import read_article, read_pasted
from webapp.articles.tongue import may_be_english
from webapp.model.problems import InputError
from webapp.model.text import sha256
from webapp.web.addresses import article_url
from webapp.web.articles_form import (
    date_words,
    form_fields,
    guessed,
    reasons_in,
    written,
)
from webapp.web.articles_present import ArticleLine, article_line
from webapp.web.desk import desk, workspace
from webapp.web.errors import NotFound, TooMuch
from webapp.web.extracting import finder
from webapp.web.htmx import render
from webapp.web.linking import waiting
from webapp.web.people import may, require, require_to_write
from webapp.web.showing import live_desk
from webapp.workspace.base import AlreadyThere, Article, Invalid, WorkspaceError

blueprint = Blueprint("articles", __name__, url_prefix="/articles")
REQUEST_BYTES = LIMITS.upload_bytes + 2 * MB
"""What a form with an article may take: the largest file or text, and the rest of the form."""
NOTICES_MOST = 20
LACKING = {
    "published": (
        "The text does not say when it was published. Write the date below if you know it: days "
        "such as “on Sunday” cannot be told without it."
    ),
    "language": (
        "The text does not look like English. Events are found in English texts only; in others "
        "they are marked by hand."
    ),
}
"""What is said when a column could not be guessed on which finding events depends."""


@dataclass(frozen=True)
class Draft:
    """An article that is not kept yet: what the second step shows and its form carries along."""

    text: str
    values: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


@blueprint.get("")
def listing() -> Response:
    """Every article with what comes next."""
    edits = may("editor")
    lines = _lines(edits)
    return render(
        "articles/list.html",
        "articles/list.html",
        title="Articles – Conflict Timeline",
        lines=lines,
        edits=edits,
        can_find=finder().ready(),
        pairs=waiting(),
        removed=_removed(lines) if edits else "",
        naming=_naming() if edits else None,
    )


def _naming() -> str | None:
    """The name of the timeline, to be changed; None where the page cannot change it."""
    live = live_desk()
    return live.name if live and live.can_rename else None


@blueprint.post("/name")
def name() -> BaseResponse:
    """Give the timeline a name of its own: its heading, and the caption of its image."""
    who = require_to_write("editor").name
    live = live_desk()
    if live is None or not live.can_rename:
        raise NotFound("The timeline that is shown is not named here.")
    live.rename(request.form.get("name", ""), who)
    return redirect("/articles", 303)


def _removed(lines: list[ArticleLine]) -> str:
    """The article that was just removed, unless it is back."""
    article_id = request.args.get("removed", "")
    return "" if article_url(article_id) in {line.url for line in lines} else article_id


def _lines(edits: bool) -> list[ArticleLine]:
    if not desk().exists:
        return []
    find = finder()
    return [
        article_line(found, find.job(found.id), edits, find.ready())
        for found in workspace().articles()
        if edits or found.accepted
    ]


@blueprint.get("/new")
def new() -> Response:
    """The first step: paste a text or choose a file."""
    require("editor")
    return _begin()


def _begin(error: str = "", text: str = "", status: int = 200) -> Response:
    return render(
        "articles/new.html",
        "articles/new.html",
        status=status,
        title="Add an article – Conflict Timeline",
        error=error,
        text=text,
        upload_mb=LIMITS.upload_bytes // MB,
        characters=LIMITS.characters,
    )


@blueprint.post("/new")
def read() -> Response:
    """The second step: what was read and guessed, to be looked at before it is kept."""
    require_to_write("editor")
    form, file = article_form()
    text = form.get("text", "")
    if file and text.strip():
        return _begin("Paste a text or choose a file, not both: they may differ.", text, 400)
    if not file and not text.strip():
        return _begin("Paste the text of the article, or choose its file.", "", 400)
    try:
        found = read_article(*file) if file else read_pasted(text)
    except InputError as error:
        return _begin(str(error), text, 400)
    there = workspace().holding(sha256(found.text)) if desk().exists else ""
    words = "This text is among your articles already." if there else ""
    return _look(_draft(found), error=words, there=article_url(there) if there else "")


def article_form() -> tuple[Mapping[str, str], tuple[bytes, str] | None]:
    """The fields of a form that carries an article, and its file with its name, if there is one.

    Raises TooMuch when the request is larger than any article.
    """
    request.max_content_length = request.max_form_memory_size = REQUEST_BYTES
    try:
        form, file = request.form, request.files.get("file")
        data = file.read() if file and file.filename else b""
    except RequestEntityTooLarge:
        raise TooMuch(
            f"An article may have {LIMITS.upload_bytes // MB} MB as a file and "
            f"{LIMITS.characters:,} characters as a text. Save the article alone, or paste its "
            "text."
        ) from None
    return form, (data, file.filename) if file and file.filename else None


def _draft(found: ReadArticle) -> Draft:
    values, reasons = guessed(found)
    lacking = [words for name, words in LACKING.items() if not values.get(name)]
    if may_be_english(found.text):
        lacking = [words for words in lacking if words != LACKING["language"]]
    return Draft(found.text, values, reasons, (*found.notices, *lacking))


def _look(
    draft: Draft,
    status: int = 200,
    error: str = "",
    problems: Mapping[str, str] | None = None,
    there: str = "",
) -> Response:
    """The second step. `there` is the address of the article where the text is kept already."""
    return render(
        "articles/look.html",
        "articles/look.html",
        status=status,
        title="Look at what was read – Conflict Timeline",
        draft=draft,
        fields=form_fields(draft.values, draft.reasons, problems),
        error=error,
        there=there,
        can_find=finder().ready(),
        characters=LIMITS.characters,
    )


@blueprint.get("/new/date")
def date_in_words() -> Response:
    """A date in words, for the form to show while it is being written."""
    require("editor")
    text = next(iter(request.args.values()), "")
    return render("articles/_date.html", "articles/_date.html", words=date_words(text[:200]))


@blueprint.post("")
def keep() -> BaseResponse:
    """The third step: keep the article, and begin to find its events if that was asked for."""
    who = require_to_write("editor").name
    form, _ = article_form()
    notices = tuple(request.form.getlist("notice")[:NOTICES_MOST])
    draft = Draft(form.get("text", ""), written(form), reasons_in(form), notices)
    if len(draft.text) > LIMITS.characters:
        words = f"The text has more than {LIMITS.characters:,} characters. Take the article alone."
        return _look(draft, 400, words)
    try:
        article = workspace().add_article(draft.text, draft.values, who)
    except Invalid as error:
        words = "Not kept yet: the fields that are marked need another look."
        return _look(draft, 400, words, error.problems)
    except AlreadyThere as error:
        return _look(draft, 409, str(error), there=article_url(error.article_id))
    except WorkspaceError as error:
        return _look(draft, 503 if draft.text.strip() else 400, str(error))
    return redirect(_after(article, who, form.get("then", "find")), 303)


def _after(article: Article, who: str, then: str) -> str:
    """Where to go with a new article: to its events being found, or to its page."""
    find = finder()
    if then == "find" and find.ready():
        try:
            find.start(workspace(), article, who)
        except InputError:
            return article_url(article.id)
        return article_url(article.id, "finding")
    return article_url(article.id)
