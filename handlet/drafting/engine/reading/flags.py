"""What the owner must know before anything else: danger, fraud, orders to the machine, rights, things not to be repeated."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import sentences

# Health, belief, origin, politics, union, sex life (UK GDPR Article 9). Building words that look alike are kept out below.
_HEALTH = re.compile(
    r"\b(?:hospital|operation|cancer|chemo\w*|radiotherapy|stroke|crohn\S*|colitis|diabet\w+|dementia|alzheimer\S*|parkinson\S*|surgery|disab(?:led|ility|ilities)|wheelchair|poorly|pregnan\w+|maternity|miscarr\w+|"
    r"depress(?:ion|ed)|anxiety|panic attacks?|mental health|bipolar|schizo\w+|autis\w+|asperger\S*|adhd|epilep\w+|asthma\w*|copd|emphysema|oxygen (?:machine|concentrator|tank|cylinder)|on oxygen|arthrit\w+|"
    r"hip replacement|knee replacement|broken (?:leg|hip|arm|ankle|wrist|foot)|sprained|bad back|slipped disc|heart (?:attack|condition|failure|bypass)|pacemaker|terminal(?:ly)? ill|"
    r"hospice|carer|care home|nurse|doctor'?s? (?:appointment|says|said)|physio\w*|dialysis|kidney (?:failure|disease)|immuno\w+|covid|corona ?virus|chicken ?pox|measles|mumps|scarlet fever|tonsillitis|(?:tummy|stomach|sickness|vomiting|winter) bug|food poisoning|concuss\w+|in labour|biopsy|ambulance|flu|chest infection|pneumonia|norovirus|sickness bug|vomiting|"
    r"allerg(?:y|ies|ic)|eczema|multiple sclerosis|\bm\.?s\.?(?= (?:and|so))|(?:i've|ive|i have|has|got|with|have) (?:got )?m\.?s\b|cerebral palsy|muscular dystrophy|spina bifida|motor neurone|huntington\S*|cystic fibrosis|sickle cell|(?:hip|knee|back|shoulder|cataracts?|hernia|eyes?) (?:op|operation|done|replaced|surgery)|osteo(?:porosis|arthritis|path)\w*|bronchitis|(?:lung|heart|liver|kidney|bowel) (?:disease|problems?|trouble)|leuk(?:aemia|emia)|tumou?rs?|(?:lung|heart|kidney|liver|bone marrow|hair) transplant|down'?s syndrome|ptsd|anorexi\w+|ivf|chronic (?:\w+ ){0,2}(?:pain|illness|disease|condition|fatigue)|immune system|coeliac|tourette\S*|paraly[sz]ed|m\.e\.|fibromyalgia|lupus|migraines?|seizures?|amputee|blind(?= (?:and|in|person|lady|man|customer|since))|partially sighted|visually impaired|"
    r"deaf|hard of hearing|hearing aids?|mobility (?:scooter|issues|problems|aid)|walking (?:frame|stick)|zimmer|housebound|bed ?bound|bedridden|unwell|(?:is|are|was|very|seriously|quite|been|feel\w*|fell|fallen|taken|really|so|both|all|critically|terminally) ill(?! fitting| advised)|seriously ill|sick (?:child|baby|kids?|son|daughter|husband|wife|mum|dad|pay|note|leave)|off sick|"
    r"recovering from|in rehab|alcoholic|addict\w*|self[- ]harm\w*|suicid\w+|rehab)\b"
    r"|\b(?:broke|broken|fractured|sprained|twisted|done|did|hurt|injured|dislocated|busted?|torn|pulled) (?:my|his|her|their|me) (?:\w+ )?(?:shoulder|back|knee|hip|wrist|arm|leg|ankle|foot|neck|ribs?|collar ?bone|hand|finger|toe|elbow|pelvis|hamstring)s?\b"
    # Not “did her back door”, “pulled his hand through”.
    r"(?! (?:up|through|into|door|gate|garden|yard|bedroom|room|wall|fence|step|porch|lock|roof|lawn|window)s?\b)|\bput (?:my|his|her|their|me) (?:shoulder|back|knee|hip|neck) out\b"
    r"|\b(?:dodgy|bad|gammy|dicky|knackered|arthritic|replacement|sore|painful|weak|poor|failing) (?:knees?|hips?|back|heart|shoulders?|legs?|eyesight|chest|hands|lungs|hearing)\b|\b(?:arm|leg|wrist|foot|ankle|hand|knee|neck|shoulder)(?: is|['’]?s)? in (?:a )?(?:plaster|cast|sling|brace|splint)\b"
    r"|\binfirmary\b|\ba ?(?:&|and|n) ?e\b(?= with|,|\.| all| last| this| again| on| for| yesterday|$)|\b(?:had|has|have|got|with|['’]ve) (?:had )?ms\b(?=[,.;]| for\b| and\b| so\b| since\b| which\b| but\b|$)"
    r"|\b(?:crutches|angina|stent|sepsis|glaucoma|macular|gout|sciatica|vertigo|lymphoma|palliative|mastectomy|stoma|catheter|nebuli[sz]er|feeding (?:pump|tube)|long covid|hiv|hepatitis|leukaemia|scoliosis|prosthe\w+|blood clot|dizzy spells)\b"
    r"|\b(?:szpital\w*|chor(?:y|a|oba|obie|uje)|operacj\w+|rak(?:a|u|iem)?\b|ciąż\w+|niepełnosprawn\w+|wózku inwalidzk\w+|bolnav\w*|boală|spital\w*|însărcinat\w*|handicap\w*|enferm[oa]\b|hospital|embarazad\w|cáncer|malad[ei]\w*|hôpital|enceinte|handicapé\w*|doente|grávida|malat[oa]\b|ospedale|incinta|krank\w*|schwanger|rollstuhl|behindert\w*|ysbyty|sâl\b)",
    re.I,
)
_BELIEF = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|as an?|being|my (?:husband|wife|mum|dad|family) (?:is|are)) (?:an? )?(?:strict(?:ly)? |orthodox |practi[sc]ing |devout )?(?:muslims?|jewish|jews?|christians?|catholics?|hindus?|sikhs?|buddhists?|jehovah'?s? witness\w*|mormons?|quakers?|atheists?)\b"
    r"|\b(?:ramadan|eid|shabbat|sabbath|kosher|halal|yom kippur|diwali|lent)\b[^.?!]{0,40}\b(?:we|i|observe|fast\w*|can'?t|don'?t|pray\w*)|\b(?:we|i) (?:observe|pray|fast)\b"
    r"|\b(?:i'?m|i am|we'?re|we are) (?:gay|lesbian|bisexual|trans(?:gender)?|non-?binary|a gay couple|a lesbian couple)\b|\b(?:trade union|unison|gmb) (?:rep|member|branch)|\b(?:labour|tory|conservative|reform|ukip|green) (?:party )?(?:member|voter|councillor|supporter)"
    r"|\b(?:i'?m|i am|we'?re|we are) (?:an? )?(?:asylum seekers?|refugees?|travellers?|roma\b|gyps(?:y|ies))|\bhiv\b|\bon probation|\bcriminal record|\bout of prison|\bconvict\w+ of\b",
    re.I,
)
# How somebody died is told of, not only that they did.
_DEATH = re.compile(
    r"\b(?:passed away|died|found dead)\b(?=[\s\S]{0,80}\b(?:at home|found|in (?:the|his|her) (?:flat|house|bed|room|chair)|of (?:a|an|the)|from (?:his|her|their|covid|cancer|complications|natural|old age|(?:an? )?(?:fall|stroke|heart|fit|seizure|overdose|infection|illness))|illness)\b)",
    re.I,
)
# Not a person's health: a poorly boiler, a sick lawn, a terminal block, a building that is a hospital, to operate a valve.
_NOT_HEALTH = re.compile(
    r"\b(?:poorly (?:fitted|done|installed|insulated|maintained|lit|ventilated|finished|made)|(?:boiler|tap|toilet|lawn|hedge|tree|car|van|shower|fence|gate|machine)(?:'s| is| looks| are)? (?:a bit |very |really )?(?:poorly|sick|ill|unwell)|"
    r"(?:doctor'?s?|dental|dentist'?s?|vet(?:'?s|erinary)?|gp|medical) surger(?:y|ies)|hospital (?:road|lane|street|hill|way|drive|close|site|contract)|(?:near|opposite|behind|by|next to|past) the (?:\w+ )?hospital|(?:normal|in|out of|into|hours of) operation|operation (?:of|manual|hours)|blind(?:s)? (?:cord|fitting|slat)|"
    r"depress the|disabled (?:the|it|alarm|for|within|by|and|or|account|page|unless|if)|(?:be|been|is|are|was|get|temporarily|permanently) (?:\w+ )?disabled (?!and (?:use|need)|child|person|mum|dad)|(?:page|account|profile|card|feature)\b[^.?!\n]{0,40}\bdisabled|wheelchair ramp (?:supplier|hire)|(?:our|the|your|at|a) surgery(?! (?:on|for|to|in|next|last|went|tomorrow|and i))|surgery (?:floor|door|roof|wall|room|window|waiting|kitchen|toilet|car park)s?|flu[e]|nurse(?:ry|ries)|carer'?s? (?:uk|trust)|oxygen sensor|passed away (?:on|in) (?:19|20)\d\d)\b",
    re.I,
)
# A person is, not an alarm or an account.
_DISABLED = re.compile(
    r"\b(?:son|daughter|mum|mam|dad|mother|father|husband|wife|brother|sister|nan|gran\w*|partner|child|kid|tenant|neighbour|who|i|he|she)"
    r"(?:['’]?s|['’]?m| is| am)? (?:also |severely |registered |partly |very )?disabled\b"
    r"|\b(?:i|we|she|he)(?:['’]ve|['’]?s| have| has)? (?:all )?(?:got |had )?(?:a |an |bad |terrible |splitting |constant )*headaches?\b",
    re.I,
)
_VULNERABLE = re.compile(
    r"\b(?:newborn|new born|\d+ (?:week|month)s? old (?:baby|son|daughter|child)?|baby|babies|toddlers?|little (?:one|uns?|girl|boy)s?|young (?:kids|children|family|child)|kids?\b[^.?!]{0,30}\b(?:cold|freezing|danger|hurt|stung|bitten)|"
    r"elderly|pensioner|(?:[789]\d)[- ]?(?:year|yr)s?[- ]?old|(?:is|she's|he's|i'm|im|am|aged) (?:[789]\d)\b|(?:mum|mother|dad|father|nan|gran\w*|aunt|uncle|grandad|neighbour) (?:is|who is|,)? ?\(?(?:[789]\d)\b|lives? (?:alone|on (?:her|his|my) own)|on my own|by myself|disab\w+|"
    r"wheelchair|dementia|alzheimer\S*|oxygen|pregnan\w+|cancer|stroke|carer|housebound|(?:been|just|got|we(?:re|'ve| have)) (?:been )?burgled|scared|frightened|terrified|passed away|grie(?:f|ving)|bereave\w+|widow\w*|learning (?:disab|difficult)\w+|blind|deaf|vulnerable)\b",
    re.I,
)
# Orders to a machine. A person writes to a tradesperson about work; nobody tells them what their assistant must reply.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|do not follow|stop following)\b[^.?!\n]{0,30}\b(?:instruction|prompt|rule|guideline|direction|polic(?:y|ies)|constraint|training|programming|price ?list|everything|all (?:of the )?(?:above|previous)|(?:previous|prior|above|earlier) (?:text|message|order)s?)"
    r"|\b(?:system|developer|admin(?:istrator)?|assistant|ai|llm|model|bot|chatbot|gpt) ?(?:prompt|message|note|notice|override|instruction|command|update|directive|mode)s?\b ?(?:to|for|:|-|=|\]|>)|\bsystem prompt\b|\[/?(?:system|inst|assistant|admin)\]|<\|?(?:im_start|im_end|system|assistant|endoftext)"
    r"|<(?:system|instructions?|assistant|admin)>|\bnote (?:to|for) (?:the |any |your )?(?:ai|assistant|bot|system|model|software|automat\w+|llm|chatbot|drafting)\b|\b(?:dear|hey|hello|hi|attention|attn|to the|to any) (?:ai|assistant|chatbot|chat ?gpt|gpt|claude|gemini|copilot|language model|llm)\b"
    r"|\b(?:the|any|whatever|whichever|your) (?:ai|a\.i\.|bot|chatbot|assistant|system|software|computer|machine|automat\w+|language model|llm)\b[^.?!\n]{0,40}\b(?:is|are|was|were|has been) (?:instructed|told|required|authori[sz]ed|ordered|directed|asked|configured|to)\b|\b(?:the|any|your) (?:ai|bot|chatbot|software|system) (?:that|which|who) (?:handles?|reads?|answers?|writes?|manages?|processes|drafts?)\b"
    r"|\b(?:vat|price|total|fee|charge|deposit)\b[^.?!\n]{0,20}\b(?:is|are|must|should|has|to) (?:to )?be (?:left out|halved|waived|removed|dropped|zero|ignored|set)\b|\[(?:assistant|system|ai|bot|admin|developer|instruction)s?\]|\b(?:tell|give|send|show) me the (?:names?|addresses|numbers|details|phone numbers|e-?mails?) of (?:your |the )?(?:other |last |previous |all )"
    r"|\b(?:ai|virtual|automated|digital) (?:assistant|agent|system|model|tool)s?\b[^.?!\n]{0,40}\b(?:must|should|please|will|reply|respond|set|confirm|include|write|say|output|before|send|list|apply|ignore|add|give)\b|\bai assistant\s*[:,-]|(?:^|[(\[>])\s*(?:assistant|system|ai|bot)\s*[:>-]|\bto (?:our|your|the|any|every|this) (?:\w+ )?(?:assistant|ai|bot|chatbot|system|software)\s*[:,-]"
    r"|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model|helpful|unrestricted|in (?:developer|debug|admin|god) mode|dan\b)|\bas an ai\b(?! (?:researcher|engineer|developer|consultant|student|lecturer|professor))|\bact as (?:an? |the )?(?:ai|admin|developer|system|unrestricted|different|assistant|owner)\b|\bpretend (?:to be|you are|that you)\b|\broleplay\b|\bjailbr\w+|\bdeveloper mode\b|\bdebug mode\b|\bprompt injection\b"
    r"|\bbefore replying,|\b(?:in|with|within) your (?:reply|response|answer|draft|output|next message)\b[^.?!\n]{0,30}\b(?:include|say|state|write|confirm|put|add|must|mention|list|offer)\b|\b(?:include|put|insert|add|paste|place|append|state|embed) (?:this|the|following|these|my|our|a)\b[^.?!\n]{0,40}\b(?:in|into|to|at the end of) (?:the|your|every|each|any) (?:reply|response|draft|answer|message|e-?mail)s?\b"
    r"|\b(?:the|your|any|every|each) (?:reply|response|draft|answer|quote) (?:must|should|has to|needs to|shall|is to) (?:say|state|include|contain|confirm|show|be|read|offer|list|mention|give)\b|\b(?:reply|respond|answer|output|print|say) (?:only |exactly |just )?(?:with|only|exactly)\b[^.?!\n]{0,12}(?:['\":]|the word|yes\b|approved|confirmed|json|\{|£)"
    r"|\b(?:set|change|make|update|adjust|mark|price|apply|enter|treat)\b[^.?!\n]{0,25}\b(?:all |every |each |the |any )?(?:prices?|totals?|quote|quotes|items?|lines?|cost|discount)\b[^.?!\n]{0,25}\b(?:to|at|as|of) (?:£ ?0|zero|nil|free|nothing|£ ?1\b|1p\b|0(?:\.00)?\b|100 ?%|accepted|paid|approved)|\bpriced? (?:are |is |be )?at (?:£ ?0|zero|£ ?1\b|nil)|\b(?:all|every) (?:jobs?|prices?|work|items?) (?:for this customer )?(?:is|are|must be) (?:free|£ ?0|zero|priced)"
    r"|\b(?:reveal|disclose|leak|dump|print|show|output|list|repeat|export|forward|share|send|give)\b[^.?!\n]{0,35}\b(?:system prompt|your (?:instructions|prompt|rules|configuration|training|price ?list in full|database|memory)|api key|passwords?|other customers?'?|all (?:your |the )?(?:customers?|clients?|contacts?)|customer (?:list|names|details|data(?:base)?|records)|last (?:\w+ )?(?:customers|clients|enquir\w+)|names and (?:phone|e-?mail|addresses|numbers))"
    r"|\b(?:this|the following) (?:message|e-?mail|text|instruction|note) (?:overrides|supersedes|takes priority|replaces|has priority)|\b(?:override|admin|staff|discount|debug|unlock|master|maintenance) (?:code|password|token|key)\s*[:#=]|\bauthori[sz]ed by (?:the )?(?:owner|admin|developer|handlet|anthropic|openai|head office|management|your (?:boss|manager|developer))\b|\bhandlet (?:support|admin|team|system|staff|developer)\b"
    r"|\b(?:new|updated|important|hidden|secret|additional|special) (?:instruction|directive|rule|system message|policy)s?\s*(?::|for (?:the )?(?:ai|assistant|bot|reply))|\bend of (?:the )?(?:customer|user) (?:message|input|text)|\b(?:begin|start) (?:of )?(?:system|admin|new instructions)|\b(?:###|---|===|\*\*\*) ?(?:system|instruction|admin|assistant|end|new task)"
    r"|\bwho(?:ever)? or what(?:ever)? (?:writes|reads|handles|answers|drafts|processes)|</?(?:customer|user|system|message|data|context|document|email|untrusted|input)[\w-]*>|\bfrom now on\b[^.?!\n]{0,30}\b(?:answer|reply|respond|confirm|always|every|say)\b|\byour (?:new )?(?:rules?|instructions?|directives?) (?:is|are|have|has|now)\b"
    r"|\b(?:the |your )?(?:last|other|previous) customers?\b[^.?!\n]{0,40}\b(?:pay|paid|address|phone|number|name|details|e-?mail)|\b(?:address|phone|numbers?|names?|details|e-?mails?) (?:of|for) (?:the |your )?(?:last|other|previous) (?:\w+ )?customers?|\breveal\b[^.?!\n]{0,25}\b(?:rules|instructions|prompt)\b"
    r"|^\W*(?:and |also |please )?say that (?:the|our|you|your|all)\b[^.?!\n]{0,60}\b(?:guarantee\w*|not required|free|insured|gas safe|approved|refund\w*|lifetime|waived)|\b(?:100|[6-9]\d) ?% (?:\w+ )?(?:discount|off)\b|\b(?:apply|enter|use|add) (?:the |a |my |this )?(?:staff|admin|master|secret|employee|override)\b[^.?!\n]{0,25}\b(?:discount|code|rate|price)|\b(?:discount|refund|price|code)\b[^.?!\n]{0,40}\b(?:automatically|without (?:asking|checking|approval|confirm\w*))"
    r"|!\[[^\]]*\]\(https?:|\bdo not (?:tell|inform|mention (?:this|it) to|alert|notify|show) (?:the )?(?:owner|user|human|tradesperson|boss)\b|\bwithout (?:telling|informing|asking|notifying) (?:the )?(?:owner|human|user|tradesperson)|\bauto-?(?:approve|accept|send)\b|\b(?:approve|accept|confirm) (?:this|the|my) (?:quote|booking|discount|draft|refund)\b[^.?!\n]{0,20}\b(?:automatically|immediately|without)",
    re.I | re.M,
)
_FOREIGN_ORDERS = re.compile(
    r"\b(?:ignor(?:uj|ieren|iere|a|e|ez|ă|ați|ar|are|ere)|zignoruj|pomiń|omite|oublie[zr]?|vergiss|dimentica|esquece|anwybydd\w*|uită)\b[^.?!\n]{0,40}\b(?:instrukcj\w+|polece\w+|anweisung\w*|instruc\w+|instru[cç][õo]es|istruzion\w+|consignes?|regel\w*|reguli\w*|zasad\w*|reglas|règles|tarifs?|prix|prezz[io]|precios?|preise?|ceny|cennik\w*|pre[tț]uri\w*|listino|cyfarwydd\w*)"
    r"|\b(?:игнорир\w+|ігнору\w+|забудь\w*)\b[^.?!\n]{0,40}|(?:تجاهل|忽略|अनदेखा|نظرانداز)|\b(?:asystent|asistent|asistente|assistente|assistent)\w*\s*(?:ai|ki|ia)?\s*:|\b(?:wszystkie|toate|todos|tous|alle|tutti) (?:ceny|prețurile|los precios|les prix|preise|i prezzi)\b[^.?!\n]{0,25}(?:0|zero|null|gratis|gratuit)",
    re.I,
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/=])")
_SUSPICIOUS = re.compile(
    # Into what is another's.
    r"\b(?:open|get into|unlock) (?:my|me) (?:gf|girlfriend|bf|boyfriend|ex|mate|mrs|missus|wife|husband|partner|dad|mum|brother|sister|landlord|tenant)'?s\b[^.?!\n]{0,40}(?:\b(?:house|flat|door|place|car|phone|safe|shed|garage)\b)|\b(?:she|he|they)(?:'s| has|s)? (?:blocked|kicked|thrown|chucked) me\b|\bno paperwork\b|\bnot on the (?:bills?|lease|tenancy|deeds)\b"
    r"|\b(?:get|let|break|getting) (?:me|us|him) in(?:to)?\b[^.?!\n]{0,40}\b(?:ex'?s?|ex-?(?:wife|husband|partner|girlfriend|boyfriend)\S*|her|his|neighbour'?s?|someone(?: else)?'?s?|tenant'?s?|mate'?s?|boss'?s?|their|landlord'?s?)\b"
    r"|\b(?:open|unlock|pick|drill|get into|getting into|break into|gain entry|copy|cut|duplicate|clone|force|bypass)\b[^.?!\n]{0,50}\b(?:my ex\S*|ex-?(?:wife|husband|partner|girlfriend|boyfriend|missus)\S*|neighbour'?s|someone else'?s|somebody else'?s|a mate'?s|my boss\S*|girlfriend'?s|boyfriend'?s|wife'?s phone|her (?:flat|house|car|phone)|his (?:flat|house|car|phone))\b"
    r"|\bmy ex(?:'?s|es|-\w+'?s| (?:wife|husband|partner|girlfriend|boyfriend)'?s)\b[^.?!\n]{0,40}\b(?:flat|house|place|door|lock|car|home)\b|\b(?:while|when|before) (?:she|he|they|the tenants?|my (?:ex|tenant|wife|husband|neighbour|brother|sister)|the owners?)(?:'s| is| are|'re)? (?:\w+ )?(?:at work|out|away|on holiday|asleep|not (?:in|there|home)|abroad|gets? (?:back|home))\b"
    r"|\btenants?\b[^.?!\n]{0,80}\b(?:doesn'?t know|don'?t know|want (?:her|him|them) out|get (?:her|him|them) out|lock (?:her|him|them) out|not (?:paid|paying)|owes?|won'?t leave|refus\w+ to (?:leave|go))\b|\b(?:want|get|lock|kick|chuck) (?:her|him|them) out\b"
    r"|\b(?:don'?t|dont|haven'?t|havent|no|without|cant show|can'?t show) (?:have |got |any )?(?:\w+ )?(?:id|i\.d\.|proof of (?:address|ownership|residence)|proof (?:i|we|that|it'?s|its))\b|\bid with (?:a different|another|the wrong|that|my old)\b|\b(?:cash|pay|open|get (?:in|me)|lock|quick|double|job)\b[^.?!\n]{0,40}\bno questions(?: asked)?\b|\bno questions(?: asked)?\b[^.?!\n]{0,30}\b(?:cash|pay|double)\b|\bask no questions\b|\bkeep (?:it|this) (?:quiet|between us|off the books|hush)|\bon the (?:quiet|sly|qt)\b|\bpay (?:double|extra|triple|whatever)\b[^.?!\n]{0,30}\b(?:quiet|questions|quick|no)\b|\bname your price\b"
    # Round the law or the meter.
    r"|\b(?:bypass|fiddle|tamper\w*|slow down|get (?:round|past)|rewind|trick|stop)\b[^.?!\n]{0,20}\b(?:the |my )?(?:electric\w*|leccy|gas|smart)? ?meter\b|\bmeter\b[^.?!\n]{0,30}\b(?:bypass\w*|fiddl\w+|so it (?:doesn'?t|dont) (?:read|count)|read less)|\b(?:grow|grow room|tents?|plants)\b[^.?!\n]{0,30}\b(?:extra power|quietly|no questions|not on the meter)"
    r"|\b(?:fake|forge\w*|back-?date\w*|dodgy|pretend|blank|made up|without (?:coming|visiting|testing|doing|seeing|looking at|inspecting))\b[^.?!\n]{0,40}\b(?:cert\w*|eicr|cp12|gas safe\w*|invoice|receipt|report|paperwork|quote|record|reference)s?\b|\b(?:cert\w*|eicr|cp12|gas safety \w+|invoice|receipt|report|quote(?! (?:me |us )?for\b))s?\b[^.?!\n]{0,50}\b(?:without (?:coming|visiting|testing|doing|seeing|the test|inspecting|actually)|back-?dat\w+|fake\w*|forg\w+|inflat\w+|higher than|for more than|bump(?:ed)? up|say (?:it was|you)|pretend\w*|sign (?:it )?off anyway)"
    r"|\b(?:cert\w*|eicr|cp12|gas safety \w+|landlord \w+)\b[\s\S]{0,140}\b(?:no need to (?:come|visit|test|check|inspect|look)|(?:don'?t|dont) (?:need|have) to (?:come|visit|test|check)|just (?:put|sign|date|fill|copy|stick)|same as last (?:year|time))\b"
    r"|\b(?:insurance|insurers?)\b[^.?!\n]{0,60}\b(?:make it (?:look|more|bigger)|say (?:it was|that)|bump|inflate|bigger (?:bill|quote|invoice)|higher (?:quote|invoice|figure)|we(?:'ll| can) split)\b|\b(?:bump|inflate|pad) (?:up )?(?:the|your|a) (?:quote|invoice|bill|price)"
    r"|\b(?:hidden|secret|covert|spy|discreet)\b[^.?!\n]{0,20}\b(?:camera|microphone|mic|recorder|listening|tracker)s?\b|\b(?:camera|cctv|microphone|tracker)s?\b[^.?!\n]{0,40}\b(?:without (?:her|him|them|the tenant|anyone|my)|(?:doesn'?t|don'?t|won'?t|not|never) (?:know|notice|see)|in (?:the|her|his|their) (?:bedroom|bathroom|shower|changing))"
    r"|\b(?:disable|turn off|disconnect|remove|cut|unplug)\b[^.?!\n]{0,25}\b(?:the )?(?:neighbour'?s|smoke alarms?|fire alarms?|co alarm|his|her|their|next door'?s)\b[^.?!\n]{0,40}\b(?:camera|alarm|cctv|power|tenant|inspector|permanently|for good|supply)|\b(?:fly ?tip (?:it|the|this|them|that)|(?:you|just|can|could) fly ?tip|dump (?:it|the (?:asbestos|rubbish|waste)) (?:somewhere|in a|down a|on the)|lose the (?:waste|asbestos)|asbestos\b[^.?!\n]{0,30}\bin (?:a|the|your) (?:normal )?skip)"
    r"|\b(?:cut|copy|duplicate|make)\b[^.?!\n]{0,20}\bkeys?\b[^.?!\n]{0,30}\b(?:do not (?:copy|duplicate)|not mine|from a photo|from (?:a )?picture|restricted|to (?:her|his|their|the neighbour'?s)|belong\w* to)|\b(?:open|unlock|get in(?:to)?|pick|drill|start)\b[^.?!\n]{0,40}\b(?:it'?s|its|it is|car is|house is|flat is|thats|that'?s|but) not (?:actually |really )?(?:mine|my (?:house|flat|car|place|property|door))\b|\b(?:squat\w*|serial number (?:removed|filed)|steering lock|key cloning|lock ?pick(?:s|ing)? set|bump key|jammer)\b",
    re.I,
)
_SAFEGUARDING = re.compile(
    r"\b(?:domestic (?:abuse|violence)|violent (?:ex|partner|husband|boyfriend)|restraining order|non[- ]?molestation|stalk\w+|(?:ex|partner|husband|boyfriend|wife|he|she|dad)\b[^.?!\n]{0,30}\b(?:hits?|beats?|attack\w+|threaten\w*|abus\w+|hurt)(?: me| us| the kids)|refuge\b|women'?s aid|"
    r"(?:kill|harm|hurt) (?:myself|himself|herself)|end it all|don'?t want to (?:be here|live)|suicid\w+|child (?:left )?(?:alone|at risk)|(?:ex|he|she)\b[^.?!\n]{0,25}\b(?:keeps? (?:turning up|coming round|letting (?:him|her)self in)|still has (?:a )?keys?)|afraid of (?:my|him|her)|scared of (?:my|him|her))\b"
    r"|\bmy ex(?:'s|es|-\w+'s| wife'?s| husband'?s| partner'?s| girlfriend'?s| boyfriend'?s)? (?:flat|house|place|door|home)\b",
    re.I,
)
_LEGAL = re.compile(
    r"\b(?:small claims|county court|court action|take you to court|see you in court|going to court|legal action|legal advice|legal proceedings|my solicitors?(?!['’]?s? (?:\w+ )?(?:like|want|wants|wanted|need|needs|asking|asked|asks|chasing|requires?|requested|said|says|told|recommend\w*)\b)|our solicitors?(?!['’]?s? (?:\w+ )?(?:like|want|wants|wanted|need|needs|asking|asked|asks|chasing|requires?|requested|said|says|told|recommend\w*)\b)|solicitor'?s? letter|letter before (?:action|claim)|ombudsman|trading standards|sue (?:you|your)|suing|"
    r"breach of contract|consumer rights act|misrepresent\w*|citizens advice|ccj|money claim|section 75|charge ?back|watchdog|rogue traders|report (?:you|your (?:company|firm|business)) to|formal notice|notice before|defamat\w+|negligen\w+|barrister|lawyers?)\b|\bgoing (?:legal|to the papers)\b"
    # Not those of somebody who buys a house and only passes on what theirs asks for.
    r"|\b(?:i|we)(?:['’]?ll| will| shall|['’]?m going to| am going to|['’]?re going to| are going to) (?:be )?(?:speak|talk|go|see|seek|contact|consult|instruct)\w* (?:to |with )?(?:a|an|the advice of a) solicitors?\b"
    r"|\bsolicitors? (?:says?|said|tells me|told (?:me|us)|advises?|advised)\b[^.?!\n]{0,20}\b(?:(?:every|the|a|my|our|within my|within our) rights?|you (?:are|['’]?re|owe|must|have to))\b",
    re.I,
)
_ASKS_MONEY = re.compile(
    r"\b(?:pay|paying|renew|settle|remit|transfer|wire)\b[^.?!\n]{0,40}(?:£ ?\d|\bnow\b|\btoday\b|\bfee\b|\bonline\b|\blink\b|\binvoice|\bbelow\b|\bhere\b|\bavoid\b|\bimmediately\b|\baccount\b|https?:)|\b(?:fee|charge|payment|balance) (?:of|is|due|required|overdue)\b|\bgift ?cards?\b|\boverdue\b"
    r"|\b(?:new|updated|changed) (?:bank|account|payment)\b|\b(?:process|make|release|arrange|remit) (?:the |this |a |an )?(?:urgent )?payment\b|\b(?:sums?|payments?|invoices?|balances?|money|amounts?)\b[^.?!\n]{0,50}\b(?:should|must|will|to|now) (?:now )?(?:go|be (?:sent|made|paid)) (?:to|into)\b",
    re.I,
)
_REFUND = re.compile(r"\b(?:refund|rebate|owed|eligible|prize|inherit\w*|claim|parcel|redeliver\w*|customs)\b", re.I)
_ASBESTOS = re.compile(r"\bartex\w*|\basbestos\b|\btextured (?:ceiling|coating)|\bpopcorn ceiling", re.I)


def special_category(words: str) -> bool:
    """Health, belief, origin, politics, union or sex life of a person is told of."""
    if _DISABLED.search(words):
        return True
    plain = _NOT_HEALTH.sub(" ", words)
    return bool(_HEALTH.search(plain) or _BELIEF.search(plain) or _DEATH.search(plain))


def vulnerable(words: str) -> bool:
    """Somebody who should be put first: very young or old, ill, alone, bereaved, frightened."""
    return bool(_VULNERABLE.search(_NOT_HEALTH.sub(" ", words)))


def gives_orders(sources: Sequence[Source], subject: str, attachment_names: Iterable[str]) -> bool:
    """Somebody addresses the machine: in plain sight, in what a person cannot see, in a subject, a file's name, or encoded."""
    pieces = [subject, *attachment_names]
    for source in sources:
        pieces += [source.full, *source.hidden, *_decoded(source.full)]
        if any(_is_order_in_hiding(part) for part in source.hidden):
            return True
    return any(_ORDERS.search(piece) or _FOREIGN_ORDERS.search(piece) for piece in pieces if piece)


def without_orders(source: Source) -> Source:
    """The message with the sentences that give orders to a machine covered: they are not part of what a customer wants."""
    text = source.text
    for start, end in sentences(text):
        piece = text[start:end]
        if _ORDERS.search(piece) or _FOREIGN_ORDERS.search(piece):
            blank = "".join("\n" if sign == "\n" else " " for sign in piece)
            text = text[:start] + blank + text[end:]
    return source if text == source.text else replace(source, text=text)


def _is_order_in_hiding(text: str) -> bool:
    """What is hidden from sight and still speaks of replies, prices, links or payment has no innocent reason."""
    return len(text.split()) > 3 and bool(
        re.search(
            r"\b(?:assistant|reply|respond|draft|quote|price|prices|free|discount|pay|payment|deposit|link|customer must|instruction|ignore|confirm|approve|send)\b|https?://",
            text,
            re.I,
        )
        and re.search(
            r"\b(?:assistant|must|put|say|state|include|ignore|set|reply|respond|send|confirm|approve|give|list|tell|add)\b",
            text,
            re.I,
        )
    )


def _decoded(text: str) -> Iterable[str]:
    for m in _BASE64.finditer(text):
        try:
            plain = base64.b64decode(m.group() + "=" * (-len(m.group()) % 4), validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if plain.isprintable():
            yield plain


def suspicious(words: str) -> bool:
    """Work that needs a person to think: into what is another's, round the law, round the meter, false papers."""
    return bool(_SUSPICIOUS.search(words))


def safeguarding(words: str) -> bool:
    """Somebody may be in danger from another, or from themselves."""
    return bool(_SAFEGUARDING.search(words))


def legal_threat(words: str) -> bool:
    """Courts, lawyers, ombudsmen: no draft of substance."""
    return bool(_LEGAL.search(words))


_COPY = re.compile(
    r"\bsubject access|\bdsar\b|\bcop(?:y|ies) of\b|\baccess to my\b|\b(?:send|give|show) me\b|\bsee what\b|\bwhat (?:data|information|info|details)\b|\barticle 15\b",
    re.I,
)


def asks_for_copy(words: str) -> bool:
    """Whoever wants to be deleted speaks of what we hold; only some want to see it first."""
    return bool(_COPY.search(words))


def asks_for_money(words: str) -> bool:
    """A payment is asked of us."""
    return bool(_ASKS_MONEY.search(words)) and not _REFUND.search(words)


def asbestos(words: str) -> bool:
    """Textured coatings and the like, which may hold asbestos before 2000."""
    return bool(_ASBESTOS.search(words))
