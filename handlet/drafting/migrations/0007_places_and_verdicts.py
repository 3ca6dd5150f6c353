from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('drafting', '0006_quote_waits'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='model_asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='outcome',
            name='verdict',
            field=models.CharField(blank=True, choices=[('', 'Not asked yet'), ('yes', 'Yes'), ('no', 'No'), ('not_now', 'Not now'), ('left', 'Not now, twice')], default='', max_length=8),
        ),
    ]
