from django.db import migrations

from handlet.kit.row_security import fence


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("accounts", "0002_fences")]

    operations = [fence("customers_customer"), fence("customers_contactpoint")]
