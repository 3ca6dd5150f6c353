from django.db import migrations

from handlet.kit.row_security import fence


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_initial"), ("accounts", "0002_fences")]

    operations = [
        fence("drafting_storedreading"),
        fence("drafting_draft"),
        fence("drafting_approval"),
        fence("drafting_savedreply"),
    ]
