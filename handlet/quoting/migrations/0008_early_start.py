import handlet.kit.sealing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quoting", "0007_told_and_worked_out")]

    operations = [
        migrations.AddField(
            model_name="acceptance",
            name="early_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="early_ticks",
            field=handlet.kit.sealing.SealedJSONField(
                blank=True, default=None, field_id="quoting.acceptance.early_ticks", null=True
            ),
        ),
    ]
