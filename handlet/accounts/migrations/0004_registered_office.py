from django.db import migrations

import handlet.kit.sealing


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_quote_letterhead")]

    operations = [
        migrations.AddField(
            model_name="businessprofile",
            name="registered_office",
            field=handlet.kit.sealing.SealedTextField(
                blank=True, default="", field_id="accounts.profile.registered_office", null=True
            ),
        ),
    ]
