from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafting", "0005_follow_ups")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="quote_waits",
            field=models.BooleanField(default=False),
        ),
    ]
