import django.db.models.deletion
import handlet.kit.ids
import handlet.kit.sealing
from django.db import migrations, models

from handlet.kit.row_security import fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_fences'),
        ('customers', '0002_fences'),
        ('quoting', '0002_fences'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreedRate',
            fields=[
                ('key_id', models.UUIDField(editable=False)),
                ('id', models.UUIDField(default=handlet.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('unit_price', handlet.kit.sealing.SealedTextField(blank=True, default='', field_id='quoting.agreed_rate.unit_price', null=True)),
                ('agreed_at', models.DateTimeField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='accounts.business')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_rates', to='customers.customer')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_rates', to='quoting.priceitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('customer', 'item'), name='one_agreed_rate')],
            },
        ),
        fence("quoting_agreedrate"),
    ]
