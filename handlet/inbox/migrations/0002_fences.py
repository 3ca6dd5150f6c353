from django.db import migrations

from handlet.kit.row_security import BUSINESS, fence, finder


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial"), ("accounts", "0002_fences")]

    operations = [
        fence("inbox_conversation"),
        fence("inbox_rawevent"),
        fence("inbox_message"),
        fence("inbox_attachment"),
        fence("inbox_searchentry"),
        # An array operator is not leakproof, so behind the fence its index could not be used. This finder checks the
        # business itself.
        finder(
            "handlet_search",
            "wanted bigint[], most integer",
            "TABLE (message_id uuid, conversation_id uuid)",
            "SELECT message_id, conversation_id FROM inbox_searchentry "
            f"WHERE stems @> wanted AND business_id = {BUSINESS} ORDER BY message_id DESC LIMIT most",
        ),
        finder(
            "handlet_outbox",
            "before timestamptz",
            "TABLE (business_id uuid, message_id uuid, delivery text)",
            "SELECT business_id, id, delivery FROM inbox_message WHERE direction = 'out' AND "
            "((delivery = 'queued' AND due_at < before) OR (delivery IN ('sending', 'unknown') AND claimed_at < before)) "
            "ORDER BY due_at LIMIT 500",
        ),
    ]
