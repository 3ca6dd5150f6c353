from django.db import migrations

from handlet.kit.row_security import finder


class Migration(migrations.Migration):
    dependencies = [("channels", "0002_fences")]

    operations = [
        finder(
            "handlet_business_of_connection",
            "wanted uuid, wanted_kind text",
            "uuid",
            "SELECT business_id FROM channels_connection WHERE id = wanted AND kind = wanted_kind",
        ),
    ]
