from django.db import migrations

from handlet.kit.row_security import fence


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("accounts", "0002_fences")]

    operations = [fence("privacy_businesskey"), fence("privacy_datakey")]
