from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quoting", "0008_early_start")]

    operations = [
        migrations.AddField(
            model_name="quotelink", name="used_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="quotelink", name="proof_sent_at", field=models.DateTimeField(blank=True, null=True)
        ),
    ]
