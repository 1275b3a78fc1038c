"""Everything built once, each with exactly what it needs: read this to see how the parts hang
together. Nothing is given to anybody later: the client gets its table at the end of `compose`, and
`CurrentMenu` what can be ordered, when a model is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from discord.ext import commands

from bot.client import EaselClient
from bot.config import Settings
from bot.features.account.about import AboutCog
from bot.features.account.info import InfoCog
from bot.features.account.quota import QuotaCog
from bot.features.editing.commands import EditCog
from bot.features.editing.editing import Editing
from bot.features.family.comparing import Comparing
from bot.features.family.relatives import FamilyTree
from bot.features.gallery.commands import GalleryCog
from bot.features.gallery.deleting import Deleting
from bot.features.gallery.gallery import Gallery
from bot.features.gallery.job_list import JobList
from bot.features.gallery.message_commands import MessageCog
from bot.features.gallery.reactions import ReactionsCog
from bot.features.gallery.showing import Showing
from bot.features.gallery.walking import Walking
from bot.features.help.commands import HelpCog
from bot.features.help.pages import HelpPages
from bot.features.moderation.audit_log import AuditLog
from bot.features.moderation.commands import ModerationCog, ReportCog
from bot.features.moderation.moderation import Moderation
from bot.features.moderation.pauses import PauseGuard, Pausing
from bot.features.moderation.reporting import Reporting
from bot.features.moderation.server_words import ServerWords
from bot.features.moderation.words import WordFilter, WordGuard
from bot.features.proposals.commands import ProposalsCog
from bot.features.proposals.describing import Describing
from bot.features.proposals.proposals import Proposals
from bot.features.proposals.shortening import Shortening
from bot.features.proposals.surprises import Surprises
from bot.features.region.commands import RegionCog
from bot.features.region.links import Links
from bot.features.region.page_server import RegionPage
from bot.features.region.region import Regions
from bot.features.settings.commands import SettingsCog
from bot.features.settings.prefer import PreferCog
from bot.features.settings.settings import SettingsPanel
from bot.intake.blending import Blending
from bot.intake.commands import ImagineCog
from bot.intake.confirming import Confirming
from bot.intake.going_on import GoingOn
from bot.intake.imagining import Imagining
from bot.intake.making_full import MakingFull
from bot.intake.mistakes import Mistakes
from bot.intake.ordering import Ordering
from bot.intake.preparing import Preparation
from bot.intake.questions import Questions
from bot.intake.remixing import Remixing
from bot.interactions.rights import Rights
from bot.interactions.speaker import Speaker
from bot.messages.delivery import Delivery
from bot.messages.queue_places import QueuePlaces
from bot.messages.shown_jobs import ShownJobs
from bot.orders.menu import Menu
from bot.pictures.decoder import Decoder
from bot.pictures.fetch import Fetcher, trusted_origins
from bot.prompt.counts import GRID
from bot.queue.enqueuing import Enqueuer
from bot.queue.first_answer import FirstAnswer
from bot.queue.guards import Guards
from bot.queue.stealth import StealthMessages
from bot.registration import Registration
from bot.routes import Handlers, routes_of
from bot.running.copies import Copies
from bot.running.current_menu import CurrentMenu
from bot.running.disk_watch import DiskWatch
from bot.running.results import Results
from bot.running.runner import Runner
from bot.running.runner_options import RunnerOptions
from bot.running.stopping import Stopping
from engine import ImageEngine, ModelCard
from storage import Clock, Limits, Storage

WAITING_EDITS: Final = 5  # a place in line is told as rarely as every fifth progress


@dataclass(frozen=True, slots=True)
class Bot:
    """What `app.py` starts and stops."""

    client: EaselClient
    runner: Runner
    menu: CurrentMenu
    decoder: Decoder
    disk_watch: DiskWatch
    page: RegionPage


def compose(settings: Settings, storage: Storage, engine: ImageEngine, now: Clock) -> Bot:
    """Put the whole bot together; nothing is opened or started yet."""
    client = _client(settings, storage)
    rights = Rights(storage, operator_ids=settings.discord.owner_ids)
    guarding = _guarding(settings, storage)
    words, guards = guarding.words, guarding.guards
    running = _running(settings, storage, engine, client, rights, now)
    delivery, shown_jobs, places = running.delivery, running.shown_jobs, running.places
    runner, stopping, deleting = running.runner, running.stopping, running.deleting

    # In, and stored.
    enqueuer = _enqueuer(settings, storage, running)
    menu, decoder = CurrentMenu(runner), Decoder()
    fetcher = Fetcher(decoder, trusted_origins(settings.discord.api_url))
    mistakes, questions = Mistakes(storage, rights), Questions(storage, now)
    ordering = Ordering(storage, menu, guards, Preparation(fetcher, engine), enqueuer)
    imagining = Imagining(storage, ordering, mistakes, questions)
    going_on = GoingOn(storage, ordering, rights, questions)
    making_full = MakingFull(storage, ordering, rights, questions)
    remixing = Remixing(storage, ordering, going_on)
    blending = Blending(ordering, imagining, fetcher)
    editing = Editing(storage, ordering, imagining, going_on, mistakes)
    # What people can do besides.
    gallery, job_list = Gallery(storage, delivery, shown_jobs, rights, menu), JobList(storage)
    family = FamilyTree(storage, rights)
    showing = Showing(storage, fetcher, shown_jobs, rights, words, menu, family)
    regions = Regions(storage, ordering, going_on, rights, fetcher, Links(now), showing.found)
    page = RegionPage(storage, regions, decoder, settings.web)
    describing = Describing(storage, menu, engine, fetcher, words)
    shortening = Shortening(storage, menu, engine, words)
    surprises = Surprises(storage, menu, words)
    reports = _reporting(settings, storage, running, rights)
    pausing, audit_log = Pausing(storage, delivery, now), AuditLog(storage, rights)
    panel, help_pages = SettingsPanel(storage, menu), HelpPages(menu, client.tree)

    cogs: list[commands.Cog] = [
        ImagineCog(storage, menu, imagining, blending, stopping),
        InfoCog(storage, menu, runner, places),
        EditCog(editing),
        GalleryCog(storage, showing, job_list, shown_jobs, rights),
        RegionCog(regions),
        HelpCog(help_pages),
        AboutCog(storage, client),
        SettingsCog(storage, menu, panel),
        PreferCog(storage, menu, words),
        QuotaCog(storage, rights),
        ProposalsCog(describing, shortening, surprises),
        MessageCog(shown_jobs, gallery, stopping, deleting, rights),
        ReportCog(reports),
        ModerationCog(storage, rights, pausing, guarding.server_words, audit_log),
        ReactionsCog(shown_jobs, gallery, runner, deleting, delivery),
    ]
    handlers = Handlers(
        imagining=imagining,
        confirming=Confirming(storage, ordering, imagining, going_on, making_full),
        going_on=going_on,
        making_full=making_full,
        remixing=remixing,
        editing=editing,
        mistakes=mistakes,
        stopping=stopping,
        gallery=gallery,
        showing=showing,
        regions=regions,
        walking=Walking(storage, rights, family),
        comparing=Comparing(storage, rights),
        deleting=deleting,
        job_list=job_list,
        proposals=Proposals(storage, imagining),
        describing=describing,
        shortening=shortening,
        surprises=surprises,
        moderation=Moderation(storage, delivery, shown_jobs, runner, rights, now),
        reports=reports,
        audit_log=audit_log,
        settings=panel,
        help=help_pages,
    )
    client.serve(cogs, routes_of(handlers))
    return Bot(client, runner, menu, decoder, DiskWatch(storage), page)


def _client(settings: Settings, storage: Storage) -> EaselClient:
    registration = Registration(storage, settings.discord.guild_ids)
    return EaselClient(Speaker(storage), registration, settings.discord.api_url)


def _reporting(
    settings: Settings, storage: Storage, running: "_Running", rights: Rights
) -> Reporting:
    channel_id = settings.moderation.reports_channel_id or None
    return Reporting(storage, running.delivery, running.shown_jobs, rights, channel_id)


@dataclass(frozen=True, slots=True)
class _Guarding:
    words: WordGuard
    server_words: ServerWords
    guards: Guards


def _guarding(settings: Settings, storage: Storage) -> _Guarding:
    """What every order is asked about before it is stored."""
    moderation, server_words = settings.moderation, ServerWords(storage)
    operators = WordFilter.of(moderation.banned_words, moderation.allowed_words)
    words = WordGuard(operators, server_words)
    return _Guarding(words, server_words, Guards([PauseGuard(storage), words]))


@dataclass(frozen=True, slots=True)
class _Running:
    delivery: Delivery
    shown_jobs: ShownJobs
    places: QueuePlaces
    runner: Runner
    stopping: Stopping
    deleting: Deleting


def _running(
    settings: Settings,
    storage: Storage,
    engine: ImageEngine,
    client: EaselClient,
    rights: Rights,
    now: Clock,
) -> _Running:
    """The last part of a job's way: who makes it, what tells about it, and what ends it."""
    delivery = Delivery(client, now)
    shown_jobs = ShownJobs(storage, delivery)
    options = runner_options(settings)
    places = QueuePlaces(
        storage,
        delivery,
        running_per_user=options.running_per_user,
        slots=options.slots,
        every_s=WAITING_EDITS * options.edit_every_s,
    )
    results = Results(storage, delivery, shown_jobs)
    copies = Copies(storage, delivery, shown_jobs, rights)
    runner = Runner(storage, engine, delivery, places, results, copies, options)
    stopping = Stopping(storage, runner, rights)
    deleting = Deleting(storage, delivery, shown_jobs, rights)
    return _Running(delivery, shown_jobs, places, runner, stopping, deleting)


def _enqueuer(settings: Settings, storage: Storage, running: _Running) -> Enqueuer:
    """Where all ways of ordering end."""
    queue, stealth = settings.queue, StealthMessages(running.delivery)
    limits = Limits(**queue.model_dump())
    first_answer = FirstAnswer(
        storage,
        running.delivery,
        running.runner,
        running.places,
        stealth,
        running_per_user=queue.running_per_user,
    )
    return Enqueuer(storage, limits, stealth, first_answer, running.runner)


def runner_options(settings: Settings) -> RunnerOptions:
    """As many jobs with the engine as its batch holds, and one that stands ready."""
    devices = len(settings.engine.options().devices)
    return RunnerOptions(
        slots=devices * max(1, settings.engine.max_batch // (2 * GRID)) + 1,
        running_per_user=settings.queue.running_per_user,
        edit_every_s=settings.limits.edit_every_s,
        writes_metadata=settings.storage.metadata,
    )


def menu_of(settings: Settings, card: ModelCard, cards: Mapping[str, ModelCard]) -> Menu:
    """What can be ordered from the models that are loaded, by the operator's rules."""
    return Menu(
        card,
        settings.limits.prompt_characters,
        settings.quota.relax,
        is_turbo_allowed=settings.quota.turbo,
        is_stealth_allowed=settings.limits.stealth,
        cards=cards,
        niji=settings.prompt.niji or None,
        max_jobs=settings.limits.jobs_per_prompt,
    )
