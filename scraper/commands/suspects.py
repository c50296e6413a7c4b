"""`kliping revisions --suspect`: list the suspect states of articles, or decide about them."""

import argparse
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime

from scraper.archive import Archive, lock_archive
from scraper.archive.articles import (
    Suspect,
    accept_suspect,
    dismiss_suspect,
    load_article,
    waiting_suspects,
)
from scraper.archive.frontier import select_portals
from scraper.commands.shared import print_json
from scraper.errors import OK, InputError
from scraper.formats.terminal import console, printable_text


def run(arguments: argparse.Namespace) -> int:
    """List the waiting states that the arguments select; accept or dismiss all of them if asked.

    Raises:
        InputError: a decision was asked for, but about no article, run or portal.
    """
    deciding = arguments.accept or arguments.dismiss
    if deciding and not (arguments.key or arguments.run_id or arguments.portal):
        raise InputError(
            "say which: an article, --run N or --portal SLUG;"
            " `kliping revisions --suspect` lists them"
        )
    with (
        lock_archive(arguments.archive) if deciding else nullcontext(),
        Archive.open(arguments.archive, read_only=not deciding) as archive,
    ):
        suspects = _decide(archive, _select(archive, arguments), arguments)
        if arguments.json:
            print_json([asdict(one) for one in suspects])
        else:
            _print(suspects, arguments)
    return OK


def _select(archive: Archive, arguments: argparse.Namespace) -> Iterable[Suspect]:
    return waiting_suspects(
        archive,
        article_id=load_article(archive, arguments.key).article_id if arguments.key else None,
        run_id=arguments.run_id,
        portals=select_portals(archive, arguments.portal),
    )


def _decide(
    archive: Archive, suspects: Iterable[Suspect], arguments: argparse.Namespace
) -> Iterator[Suspect]:
    """Each state, after it was accepted, dismissed or left waiting, as the arguments say."""
    for one in suspects:
        if arguments.accept:
            accept_suspect(archive, one.id, at=datetime.now(UTC))
        elif arguments.dismiss:
            dismiss_suspect(archive, one.id, at=datetime.now(UTC))
        yield one


def _print(suspects: Iterable[Suspect], arguments: argparse.Namespace) -> None:
    out, printed = console(), 0
    for one in suspects:
        printed += 1
        out.print(
            f"article {one.article_id}  {one.headline}  {one.url}",
            style="bold",
            markup=False,
            soft_wrap=True,
        )
        out.print(
            f"  {one.portal}, run {one.run_id}, seen {one.seen} times since {one.observed_at}:"
            f" {printable_text(one.reason)}",
            markup=False,
            soft_wrap=True,
        )
    if arguments.accept:
        result = "accepted: they are revisions now"
    elif arguments.dismiss:
        result = "dismissed"
    else:
        result = "wait for a decision"
    out.print(f"{printed} suspect states {result}")
