from django.db import migrations

from handlet.kit.row_security import fence, finder


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial"), ("accounts", "0002_fences")]

    operations = [
        fence("channels_connection"),
        fence("channels_connectionsecret"),
        finder(
            "handlet_active_connections",
            "wanted text",
            "TABLE (business_id uuid, connection_id uuid)",
            "SELECT business_id, id FROM channels_connection "
            "WHERE kind = wanted AND state IN ('live', 'degraded') ORDER BY last_collected_at NULLS FIRST",
        ),
    ]
