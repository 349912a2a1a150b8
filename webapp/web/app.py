"""Making the application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from webapp.chart.textfit import font_sample
from webapp.export.paths import STATIC, TEMPLATES
from webapp.model.text import printable, printable_lines
from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.query.select import SelectionCache
from webapp.store.progress import Report, silent
from webapp.web import (
    accounts,
    articles,
    articles_page,
    assets,
    diff,
    errors,
    events,
    exports,
    health,
    linking,
    loading,
    people,
    preview,
    proxies,
    reference,
    review,
    security,
    showing,
    tables,
    timeline,
    values,
)
from webapp.web.config import settings
from webapp.web.desk import DESK, Desk
from webapp.web.extracting import FINDER, Finder, events_of, parser_installed
from webapp.web.state import SELECTIONS


def create_app(config: Mapping[str, Any] | None = None, progress: Report = silent) -> Flask:
    """The application on the configured files. `progress` is told how far loading is.

    Raises webapp.model.problems.InputError when the events cannot be read at all.
    """
    app = Flask("webapp", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config.update(settings(config))
    app.extensions[SELECTIONS] = SelectionCache()
    app.extensions[DESK] = Desk(app.config)
    app.extensions[FINDER] = Finder(events_of, parser_installed)
    showing.begin(app, progress)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(shown=printable, shown_lines=printable_lines)
    app.jinja_env.globals.update(type_of=TYPE_BY_CODE.__getitem__, font_sample=font_sample())
    for blueprint in (timeline, events, reference, exports, values, diff, tables, loading, health):
        app.register_blueprint(blueprint.blueprint)
    for blueprint in (accounts, articles, articles_page, preview, linking):
        app.register_blueprint(blueprint.blueprint)
    app.register_blueprint(review.blueprint)
    accounts.install(app)
    people.install(app)
    assets.install(app)
    errors.install(app)
    loading.install(app)
    showing.install(app)
    security.install(app)
    proxies.install(app)
    return app
