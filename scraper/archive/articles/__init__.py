"""Articles saved and loaded: revisions, suspect states, takedowns, plans of re-extraction."""

from scraper.archive.articles.load import (
    Archived,
    Edit,
    Revision,
    load_article,
    load_cited_state,
    load_edits,
    load_revisions,
)
from scraper.archive.articles.reparse_plans import (
    Differences,
    Plan,
    Selection,
    Task,
    close_plan,
    count_articles_by_state,
    count_changes_by_field,
    finish_plan,
    list_changes,
    planned_revision,
    record_changes,
    resume_plan,
    settle_task,
    unapplied_tasks,
    unread_tasks,
)
from scraper.archive.articles.store import Known, Saved, accept_suspect, find_known, save_article
from scraper.archive.articles.suspects import (
    Suspect,
    count_suspects,
    dismiss_suspect,
    waiting_suspects,
)
from scraper.archive.articles.takedown import forget_article
from scraper.archive.articles.tombstones import find_tombstone

__all__ = [
    "Archived",
    "Differences",
    "Edit",
    "Known",
    "Plan",
    "Revision",
    "Saved",
    "Selection",
    "Suspect",
    "Task",
    "accept_suspect",
    "close_plan",
    "count_articles_by_state",
    "count_changes_by_field",
    "count_suspects",
    "dismiss_suspect",
    "find_known",
    "find_tombstone",
    "finish_plan",
    "forget_article",
    "list_changes",
    "load_article",
    "load_cited_state",
    "load_edits",
    "load_revisions",
    "planned_revision",
    "record_changes",
    "resume_plan",
    "save_article",
    "settle_task",
    "unapplied_tasks",
    "unread_tasks",
    "waiting_suspects",
]
