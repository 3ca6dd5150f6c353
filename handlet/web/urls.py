"""Addresses of every page, by audience. Names and paths stand in `ui.routes`; here each meets its view."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from handlet.web import live
from handlet.web.api.api import api
from handlet.web.customer import enquiry, offer
from handlet.web.owner import channels, conversation, drafts, files, inbox, prices, quotes, start
from handlet.web.ui.routes import patterns

urlpatterns: list[URLPattern | URLResolver] = [
    *patterns(
        {
            "start_business": start.business,
            "start_prices": start.prices,
            "start_connect": start.connect,
            "inbox": inbox.inbox,
            "live": live.live,
            "conversation": conversation.conversation,
            "conversation_write": conversation.write,
            "conversation_snooze": conversation.snooze,
            "conversation_close": conversation.close,
            "conversation_reopen": conversation.reopen,
            "conversation_personal": conversation.personal,
            "conversation_safety": drafts.safety,
            "message_html": files.html,
            "message_undo": drafts.undo,
            "message_retry": drafts.retry,
            "attachment": files.attachment,
            "attachment_small": files.small,
            "draft_keep": drafts.keep,
            "draft_send": drafts.send,
            "draft_revise": drafts.revise,
            "draft_discard": drafts.discard,
            "quotes": quotes.quotes,
            "quote_new": quotes.new,
            "quote_edit": quotes.edit,
            "quote_details": quotes.details,
            "quote_line_add": quotes.line_add,
            "quote_line": quotes.line,
            "quote_line_move": quotes.line_move,
            "quote_line_remove": quotes.line_remove,
            "quote_line_restore": quotes.line_restore,
            "quote_preview": quotes.preview,
            "quote_issue": quotes.finish,
            "quote_withdraw": quotes.withdraw,
            "quote_revise": quotes.revise,
            "quote_record": quotes.record,
            "quote_document": quotes.document,
            "prices": prices.prices,
            "price_item": prices.item,
            "price_confirm": prices.confirm,
            "price_retire": prices.retire,
            "price_import": prices.import_file,
            "price_import_confirm": prices.import_confirm,
            "price_rule_add": prices.rule_add,
            "price_rule_remove": prices.rule_remove,
            "channels": channels.channels,
            "connect_mailbox": channels.connect_mailbox,
            "connect_form": channels.form,
            "connection_disconnect": channels.disconnect,
            "connection_reconnect": channels.reconnect,
            "offer": offer.offer,
            "offer_check": offer.check,
            "offer_ask": offer.ask,
            "offer_decline": offer.decline,
            "offer_document": offer.document,
            "offer_why": offer.offer_why,
            "enquiry": enquiry.enquiry,
            "enquiry_why": enquiry.enquiry_why,
        }
    ),
    path("api/v1/", api.urls),
    path("", include("handlet.web.ui.urls")),
]
