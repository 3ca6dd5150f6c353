from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_registered_office")]

    operations = [
        migrations.CreateModel(
            name="SharedCount",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "accounts_sharedcount"},
        ),
    ]
