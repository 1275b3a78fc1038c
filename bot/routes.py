"""Every button, select and form, and the method that serves it. Being in the table is being known.

A row's method is called with the interaction and what the id of the button says (`args`); of a
form, with the interaction, what its id says, and the text of its field.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.features.editing.editing import KIND as EDIT
from bot.features.editing.editing import Editing
from bot.features.family.comparing import Comparing
from bot.features.family.relative_select import RelativeSelect
from bot.features.gallery import delete_buttons
from bot.features.gallery.deleting import Deleting
from bot.features.gallery.gallery import Gallery
from bot.features.gallery.job_list import JobList
from bot.features.gallery.page_buttons import TurnPage
from bot.features.gallery.showing import Showing
from bot.features.gallery.walking import Walking
from bot.features.help.pages import Example, HelpPages, TopicSelect
from bot.features.moderation import buttons as report_buttons
from bot.features.moderation import report_cards
from bot.features.moderation.audit_log import AuditLog, TurnAudit
from bot.features.moderation.moderation import Moderation
from bot.features.moderation.reporting import Reporting
from bot.features.proposals import buttons as draft_buttons
from bot.features.proposals.describing import Describing
from bot.features.proposals.proposals import Proposals
from bot.features.proposals.shortening import Shortening
from bot.features.proposals.surprises import Surprises
from bot.features.region import buttons as region_buttons
from bot.features.region.region import Regions
from bot.features.settings.controls import SettingsButton, SettingsSelect
from bot.features.settings.settings import SettingsPanel
from bot.intake import questions, remix_form
from bot.intake.confirming import Confirming
from bot.intake.going_on import GoingOn
from bot.intake.imagining import Imagining
from bot.intake.making_full import MakingFull
from bot.intake.mistakes import Mistakes
from bot.intake.remixing import Remixing
from bot.interactions import forms
from bot.messages import job_buttons, result_buttons, single_buttons
from bot.running.stopping import Stopping

Press = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Routes:
    """`items`: buttons and selects by their class; `forms`: submits by the kind in their id."""

    items: Mapping[type[Any], Press]
    forms: Mapping[str, Press]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """Whoever serves a row of the table."""

    imagining: Imagining
    confirming: Confirming
    going_on: GoingOn
    making_full: MakingFull
    remixing: Remixing
    editing: Editing
    mistakes: Mistakes
    stopping: Stopping
    gallery: Gallery
    showing: Showing
    regions: Regions
    walking: Walking
    comparing: Comparing
    deleting: Deleting
    job_list: JobList
    proposals: Proposals
    describing: Describing
    shortening: Shortening
    surprises: Surprises
    moderation: Moderation
    reports: Reporting
    audit_log: AuditLog
    settings: SettingsPanel
    help: HelpPages


def routes_of(to: Handlers) -> Routes:
    """The table."""
    return Routes(
        items={
            # under a job
            job_buttons.Upscale: to.gallery.post_single,
            job_buttons.Vary: to.remixing.vary,
            single_buttons.UpscaleSubtle: to.going_on.upscale_subtle,
            single_buttons.UpscaleCreative: to.going_on.upscale_creative,
            single_buttons.EditPicture: to.editing.open,
            single_buttons.VarySubtle: to.remixing.vary_subtle,
            single_buttons.VaryStrong: to.remixing.vary_strong,
            job_buttons.Reroll: to.remixing.reroll,
            result_buttons.MakeFull: to.making_full.one,
            result_buttons.ChooseFull: to.making_full.chosen,
            result_buttons.ShowAll: to.gallery.show_all,
            result_buttons.ChooseAlone: to.gallery.post_single,
            single_buttons.ZoomOut2: to.remixing.outpaint,
            single_buttons.ZoomOut15: to.remixing.outpaint,
            single_buttons.CustomZoom: to.remixing.outpaint,
            single_buttons.MakeSquare: to.remixing.outpaint,
            single_buttons.PanLeft: to.remixing.outpaint,
            single_buttons.PanRight: to.remixing.outpaint,
            single_buttons.PanUp: to.remixing.outpaint,
            single_buttons.PanDown: to.remixing.outpaint,
            single_buttons.VaryRegion: to.regions.open,
            region_buttons.RegionCells: to.regions.choose,
            region_buttons.RegionPrompt: to.regions.edit,
            region_buttons.RegionSubmit: to.regions.submit,
            single_buttons.Heart: to.gallery.like,
            single_buttons.MakingOf: to.going_on.making_of,
            single_buttons.Compare: to.comparing.compare,
            job_buttons.Cancel: to.stopping.cancel_by_button,
            job_buttons.Retry: to.going_on.retry,
            job_buttons.EditAndRetry: to.mistakes.edit,
            job_buttons.SendMended: to.imagining.imagine_mended,
            remix_form.RemixAgain: to.remixing.reopen,
            remix_form.RemixMended: to.remixing.send_mended,
            questions.Yes: to.confirming.confirm,
            questions.No: to.confirming.decline,
            job_buttons.ShowAgain: to.showing.again,
            delete_buttons.DeleteMessage: to.deleting.delete,
            delete_buttons.Keep: to.deleting.keep,
            # under the card of /show
            RelativeSelect: to.walking.to_relative,
            # under a list of jobs
            TurnPage: to.job_list.turn,
            # under proposed prompts
            draft_buttons.Propose: to.proposals.open,
            draft_buttons.Edit: to.proposals.open,
            draft_buttons.ImagineIt: to.proposals.imagine,
            draft_buttons.ImagineAll: to.proposals.imagine_all,
            draft_buttons.DescribeAgain: to.describing.again,
            draft_buttons.ShowDetails: to.shortening.details,
            draft_buttons.Another: to.surprises.another,
            # under a report
            report_buttons.Delete: to.moderation.act,
            report_buttons.Warn: to.moderation.act,
            report_buttons.Pause: to.moderation.act,
            report_buttons.Dismiss: to.moderation.act,
            # under the audit list
            TurnAudit: to.audit_log.turn,
            # on the panel of /settings, in /help
            SettingsButton: to.settings.press,
            SettingsSelect: to.settings.press,
            Example: to.imagining.imagine,
            TopicSelect: to.help.turn,
        },
        forms={
            forms.IMAGINE: to.imagining.from_form,
            EDIT: to.editing.submitted,
            remix_form.KIND: to.remixing.submitted,
            report_cards.KIND: to.reports.file,
            region_buttons.KIND: to.regions.edited,
        },
    )
