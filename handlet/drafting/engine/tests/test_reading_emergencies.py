"""Somebody in danger, in the dark or outside their own door is heard at once; somebody who plans is not taken for one."""

from __future__ import annotations

import pytest

from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.tests.making import enquiry

NOW = """
Toilet won't stop running over, its going all over the bathroom floor, BD3 8QL
we've come home to the kitchen under 2 inches of water
hi the washing machine hose has come off and water is going everywhere, dont know where to turn it off
the joint under the sink has gone and I can't stop it
Water is dripping from the light in the hall
theres a waterfall coming down the stairs from the bathroom
Pipe blown off in the loft. Water everywhere. Help
I've drilled through a pipe and its spraying
put a nail through a pipe, holding my thumb over it lol but please hurry
hot water tank is leaking badly and I can't turn it off
stopcock snapped off in my hand, water gushing out
my boiler is leaking water all over the floor
dishwasher has flooded the kitchen and it is going through to flat below
ceiling has come down in the lounge, wet through
the ceiling in the bedroom has a big bulge and is dripping
sewage coming up in the shower
drains have backed up and there's poo in the garden and coming under the back door
toilet is full to the brim and rising every time upstairs flush
we have got no water coming in at all and the neighbours have
I can smell gas near the cooker
kitchen stinks of gas this morning
think theres a gas leak, feel sick
our CO detector keeps beeping 4 times and stopping
boiler flame is orange and i've had a headache all day
My carbon monoxide alarm went off, windows open now
plug socket is smoking
the socket went bang and there was a flash, now its black
got a belt off the light switch
fuse box is making a sizzling noise
burning plastic smell by consumer unit
lights flickering and a smell of fish near the fuseboard
water has got into the electrics under the stairs
cable hanging down outside sparking in the rain
extension lead melted and scorched the carpet, half the house is dead
My mum touched the shower and got a shock
the immersion heater wire is hot and smells of burning
No electric in the whole house, tripped and won't go back on. Got a newborn
the whole house has lost power and the trip switch wont stay up
whole flat has gone dark, neighbours are fine
locked myself out, bare feet, raining
my key has snapped in the front door and i'm stood outside
Door's slammed shut and my toddler is inside on her own
lost keys, stuck outside with shopping and the kids
elderly mother has locked herself in the bathroom and can't turn the key
the lock has jammed and we can't get out of the flat
my key just turns and turns and wont open the door, I'm outside
ex has a key and is threatening to come round, need locks changed tonight
someone tried to break in, front door won't close
burgled last night, need the lock changing today
our shop window has been smashed and we cant lock up
had a break in, back door frame is split, can you make it secure
No heating and its minus 3, two kids under 5
boiler died, gran is 90 and freezing
we've no hot water or heating, I've got a disabled son
Heating packed in last night and we have a baby
boiler's locked out and the house is like ice, please can someone come today
half the roof has blown off in the storm
tiles coming off the roof onto the pavement in the wind
rain coming in through the roof onto the bed
chimney stack is leaning and looks like it will go any minute
tree has come down on the house
fence has blown across the road and cars are swerving
wall has collapsed onto the path
the flat roof has given way and water's coming in
slates sliding off over the front door, nearly hit the postman
water pouring through the bay window ceiling
gutter has come off and water is pouring down the inside wall
My gas fire is making black soot and I feel dizzy
woke up with a thumping head and the boiler is on, no alarm
shower wont turn off, hot water just running and running
tap has come off in my hand and wont stop
radiator valve has come off and black water is spraying the carpet
radiator leaking onto the carpet, have a bowl under it but its filling up every 10 mins
kitchen ceiling wet and light fitting has water in it
ive got water running down the wall next to the fuse box
can't get in my house, the lock is broke
Stuck in the toilet at work lol no seriously the handle came off
smoke coming out the boiler cupboard
The chimney's on fire I think, fire brigade have been
zalało nam kuchnię, proszę szybko
huele a gas en la cocina
j'ai une fuite d'eau au plafond, c'est urgent
nu am căldură și avem un bebeluș
no power to the freezer shop stock defrosting, need sparky now
""".strip().splitlines()
AMID_OTHER_TALK = """
The joint you did this morning has let go and it's spraying everywhere, please come back!!
your lad fitted our hob yesterday and now I can smell gas
you fixed the leak on tuesday and its back, coming through the ceiling right now
Where are you?? you said 2pm, water is still pouring in
any news on when someone can come? still no heating and the baby is freezing
can you bring tomorrow's visit forward, it's got worse and now it's coming through the light fitting
the toilet you fitted is leaking all over the floor and into the flat below
what should I do, there's water coming through the ceiling and I don't know where the stopcock is
Is it dangerous if the socket is hot and buzzing?
what number do I ring for a gas smell
how much is it to get in, I've locked myself out
how much for an emergency tonight? pipe has burst
do you do locks? I'm stood outside mine with no keys
still locked out, how long will you be?
hello anyone there? water everywhere. LS6
Are you open now, our manhole is overflowing into the kitchen
tenant has just rung, no power in the flat at all and she has a newborn. can you attend today. Regards, Lettings
Our tenant reports water ingress via the kitchen ceiling; please attend today. 12 High St
FW: tenant at no 4 says she is locked out, please attend asap
we have no hot water, got a newborn, please today
boiler is out, 4 degrees in here and I have asthma
Dziecko zatrzasnęło się w łazience
on a ladder with no way down lol no the scaffold gone, seriously the wall is falling towards next door
shop front shutter is stuck half open and we can't lock up for the night
Shutter jammed down and we can't get in to open the shop, customers waiting
smoke alarm wont stop and there's a smell of burning upstairs
Rats have chewed a pipe, water spraying behind the washer
""".strip().splitlines()
PLANNED = """
Can you quote to replace a burst pipe repair ceiling, the leak was fixed last week
need a new smoke alarm and a heat alarm fitting
how much is a gas safety check
I'd like carbon monoxide alarms in three rentals
can you move a socket, no rush
my tap drips a bit
toilet takes a while to fill
could you change the locks, just moved in
we need a fire door hung
quote for flood barriers please
want a chimney swept and a log burner serviced
light in the hall flickers now and then
looking for a price to fit an electric shower
boiler service please, it's working fine
I want to have outside lights with sensors
the gate is hard to lock
one slate slipped, no leaks
damp patch on the ceiling that's been there for months
radiator is cold at the top
gutters overflow when it rains heavily, need cleaning
the drains smell a bit in summer
blocked sink, slow to drain, not urgent
replace a cracked basin
the wall needs plastering where it was flooded last year
do you cover emergencies and what do you charge for call out
shower is only lukewarm
the back door sticks
can you fit a burglar alarm
our cooker hood stopped working
tripping hazard on the patio needs relaying
paint the fence please and the garage on fire engine red
fence blew down in the storm, 3 panels need replacing when you get chance
""".strip().splitlines()


@pytest.mark.parametrize("text", NOW)
def test_danger_and_damage_in_progress_are_an_emergency(text: str) -> None:
    assert read_enquiry(enquiry(text)).urgency == "emergency"


@pytest.mark.parametrize("text", AMID_OTHER_TALK)
def test_an_emergency_is_heard_amid_complaints_questions_and_chasing(text: str) -> None:
    assert read_enquiry(enquiry(text)).urgency == "emergency"


@pytest.mark.parametrize("text", PLANNED)
def test_work_that_only_sounds_like_danger_is_planned(text: str) -> None:
    assert read_enquiry(enquiry(text)).urgency != "emergency"
