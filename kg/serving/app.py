"""How the app is put together: one shared Site, the routes, the headers and the shape of errors."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kg import questions, resources
from kg.serving import (
    articles,
    assets,
    building,
    data,
    downloads,
    editing,
    entities,
    events,
    exploring,
    faults,
    graphstore,
    headers,
    home,
    intake,
    logs,
    operation,
    questioning,
    searching,
    sparql,
    terminology,
)
from kg.serving.cells import register_filters
from kg.serving.dumpfiles import DumpFiles
from kg.serving.front import Front
from kg.serving.jobs import Jobs
from kg.serving.site import Site, let_go
from kg.serving.vocabulary import Vocabulary
from kg.settings import Settings
from kg.store import is_remote, open_store, snapshots
from kg.store.changes import Changes
from kg.store.pool import QueryPool
from kg.store.remote_pool import RemotePool

LARGEST_QUERY = 2**20  # bytes of a request to a server that takes no changes
ROUTES = (
    sparql,
    graphstore,
    editing,
    data,
    questioning,
    home,
    searching,
    entities,
    events,
    exploring,
    articles,
    intake,
    terminology,
    downloads,
    building,
    operation,
)


def largest_body(settings: Settings) -> int:
    """In bytes."""
    return settings.body_limit * 2**20 if settings.token else LARGEST_QUERY


def create_app(settings: Settings) -> Flask:
    """The app over the store the settings name; an empty one is made where there is none. Raises KgError."""
    _ensure_published(settings)
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=largest_body(settings), SEND_FILE_MAX_AGE_DEFAULT=3600)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["kg"] = site = _site(settings)
    for module in ROUTES:
        app.register_blueprint(module.blueprint)
    for also in (register_filters, assets.register, headers.register, faults.register):
        also(app)
    app.teardown_appcontext(let_go)
    app.jinja_env.globals["known_endpoints"] = frozenset(app.view_functions)
    app.extensions["kg.front"] = app.wsgi_app = Front(app.wsgi_app, site)  # type: ignore[method-assign,assignment]
    if count := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count, 0, count)  # type: ignore[method-assign]
    return app


def _site(settings: Settings) -> Site:
    pool = _pool(settings)
    where = settings.store, settings.base_iri
    changes = Changes(*where, timeout=settings.query_timeout, memory=settings.query_memory)
    if isinstance(pool, RemotePool):
        changes.on_change = pool.changed
    return Site(
        settings=settings,
        pool=pool,
        questions=questions.load(resources.path("queries")),
        vocabulary=Vocabulary(resources.path("ontology") / "kg.ttl"),
        dumps=DumpFiles(*where),
        changes=changes,
        jobs=Jobs(settings),
    )


def create_app_from_environment() -> Flask:
    """For servers that are given the name of a function."""
    settings = Settings.load()
    logs.begin(requests=settings.log == "requests")
    return create_app(settings)


def _pool(settings: Settings) -> QueryPool | RemotePool:
    where, size, timeout = (settings.store, settings.base_iri), settings.workers, settings.query_timeout
    if is_remote(settings.store):
        return RemotePool(*where, size=size, timeout=timeout, limit=settings.result_limit)
    memory, limit = settings.query_memory, settings.result_limit
    return QueryPool(*where, size=size, timeout=timeout, memory=memory, limit=limit)


def _ensure_published(settings: Settings) -> None:
    if not is_remote(settings.store) and snapshots.current(Path(settings.store)) is None:
        with open_store(settings.store, base_iri=settings.base_iri) as store:
            store.publish()
    open_store(settings.store, read_only=True, base_iri=settings.base_iri).close()  # can it be read with this base?
