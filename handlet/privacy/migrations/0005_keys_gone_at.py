
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0004_fences'),
    ]

    operations = [
        migrations.AddField(
            model_name='erasurecertificate',
            name='keys_gone_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
