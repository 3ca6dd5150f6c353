"""What a letter is made of, in five registers each: no two registers share a sentence, and none says more than another.

plain is how most owners write; short, warm, polite and formal are each written by hand. `{I}`, `{me}`, `{Ill}` are filled by
whoever speaks (`tone.voiced`), `{total}` and the like by code. An empty form says nothing there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

REGISTERS = ("plain", "short", "warm", "polite", "formal")

FORMS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "thanks": {
        "plain": [
            "Thanks for getting in touch{about}.",
            "Thanks for your message{about}.",
            "Thanks for the message{about}.",
        ],
        "short": ["Got your message{about}, thanks."],
        "warm": [
            "Thanks so much for your message{about}.",
            "Lovely to hear from you{about}.",
        ],
        "polite": ["Thank you for your message{about}.", "Thank you for contacting {me}{about}."],
        "formal": ["Thank you for your enquiry{about}.", "Thank you for writing to {me}{about}."],
    },
    "again": {
        "plain": ["Thanks for your reply.", "Thanks for that."],
        "short": ["Thanks."],
        "warm": ["Thanks so much for your reply.", "Lovely, thanks so much for that."],
        "polite": ["Thank you for coming back to {me}."],
        "formal": ["Thank you for your reply."],
    },
    "sorry": {
        "plain": ["Sorry to hear that."],
        "short": ["Sorry to hear this."],
        "warm": ["{Im} so sorry to hear that."],
        "polite": ["{Im} sorry to hear that."],
        "formal": ["{Im} sorry to learn of this."],
    },
    "ring": {
        "plain": ["Ring {me} on {phone} and {Ill} tell you how soon {I} can get to you."],
        "short": ["Ring {me}: {phone}. {Ill} tell you how soon {I} can get there."],
        "warm": ["Do ring {me} on {phone}, and {Ill} tell you how soon {I} can get to you."],
        "polite": ["Please ring {me} on {phone} and {Ill} tell you how soon {I} can get to you."],
        "formal": ["Please telephone {me} on {phone}, and {Ill} tell you how soon {I} can attend."],
    },
    "ring_you": {
        "plain": ["{Ill} ring you as soon as {I} can."],
        "short": ["Will ring as soon as {I} can."],
        "warm": ["{Ill} give you a ring just as soon as {I} can."],
        "polite": ["{Ill} ring you as soon as {I} am able."],
        "formal": ["{Ill} telephone you as soon as {I} can."],
    },
    "soon": {
        "plain": ["{Ill} come back to you as soon as {I} can."],
        "short": ["Will be back as soon as {I} can."],
        "warm": ["{Ill} come back to you just as soon as {I} can."],
        "polite": ["{Ill} be in touch as soon as {I} can."],
        "formal": ["{Ill} reply to you as soon as {I} can."],
    },
    "hold": {
        "plain": ["{Ill} have a look and come back to you.", "{Ill} look into this and come back to you."],
        "short": ["{Ill} look and let you know."],
        "warm": ["{Ill} have a good look at this and come back to you."],
        "polite": ["{Ill} look into this and be in touch."],
        "formal": ["{Ill} look into this and reply to you."],
    },
    "check": {
        "plain": ["{Ill} check that and come back to you.", "Let {me} check that and {Ill} come back to you."],
        "short": ["{Ill} check and let you know."],
        "warm": ["Good question. {Ill} check that for you and come back to you."],
        "polite": ["{Ill} check that and be in touch."],
        "formal": ["{Ill} check this point and reply to you."],
    },
    "check_rest": {
        "plain": ["{Ill} check the rest and come back to you.", "{Ill} come back to you on the rest."],
        "short": ["{Ill} check the rest."],
        "warm": ["{Ill} check the rest for you and come back to you."],
        "polite": ["{Ill} check the rest and be in touch."],
        "formal": ["{Ill} check the remaining points and reply to you."],
    },
    "complaint": {
        "plain": [
            "Thanks for telling {me}, and {Im} sorry you’ve had to write. {Ill} read this properly and come back to you.",
            "{Im} sorry to read this, and thanks for telling {me}. {Ill} go through it properly and come back to you.",
        ],
        "short": ["Sorry you’ve had to write. {Ill} go through it properly and come back to you."],
        "warm": [
            "{Im} really sorry you’ve had to write, and thank you for telling {me}. {Ill} go through every word of this and come back to you."
        ],
        "polite": [
            "Thank you for telling {me}, and {Im} sorry you have had to write. {Ill} go through this carefully and be in touch."
        ],
        "formal": [
            "Thank you for bringing this to {my} attention; {Im} sorry that you have had to write. {Ill} consider it carefully and reply to you."
        ],
    },
    "rights": {
        "plain": [
            "Thanks for your message about your personal data. {Ive} got it, and {Ill} answer within one month.",
            "{Ive} got your message about your personal data, thanks. {Ill} answer within one month.",
        ],
        "short": ["Got your message about your personal data. {Ill} answer within one month."],
        "warm": [
            "Thanks so much for your message about your personal data. {Ive} got it safely, and {Ill} answer within one month."
        ],
        "polite": [
            "Thank you for your message about your personal data. {Ive} received it, and {Ill} answer within one month."
        ],
        "formal": [
            "Thank you for your request about your personal data, which {Ive} received. {Ill} answer it within one month."
        ],
    },
    "leave_alone": {
        "plain": [
            "{Im} sorry about that, and thanks for telling {me}. {Ill} answer your request about your personal data within one month."
        ],
        "short": ["Sorry about that. {Ill} answer your request about your personal data within one month."],
        "warm": [
            "{Im} so sorry about that, and thank you for telling {me}. {Ill} answer your request about your personal data within one month."
        ],
        "polite": [
            "{Im} sorry about that, and thank you for telling {me}. {Ill} answer your request about your personal data within one month."
        ],
        "formal": [
            "Please accept {my} apologies for the messages. {Ill} answer your request about your personal data within one month."
        ],
    },
    "chased": {
        "plain": [
            "Sorry you’ve had to ask. {Ill} check where this is and come straight back to you.",
            "Sorry for the wait. {Ill} look at where this is and come straight back to you.",
        ],
        "short": ["Sorry for the wait. {Ill} check and come straight back."],
        "warm": [
            "{Im} so sorry for the wait, and thanks for the nudge. {Ill} check where this is and come straight back to you."
        ],
        "polite": ["{Im} sorry you have had to ask. {Ill} check where this is and be straight back in touch."],
        "formal": [
            "Thank you for your reminder; {Im} sorry for the wait. {Ill} look at where this is and reply to you."
        ],
    },
    "payment": {
        "plain": ["Thanks for letting {me} know. {Ill} check it at {my} end and come back to you."],
        "short": ["Thanks. {Ill} check it at {my} end."],
        "warm": ["Thanks so much for letting {me} know. {Ill} check it at {my} end and come back to you."],
        "polite": ["Thank you for letting {me} know. {Ill} check it at {my} end and be in touch."],
        "formal": ["Thank you for informing {me}. {Ill} check it at {my} end and reply to you."],
    },
    "booking": {
        "plain": ["Thanks for that. {Ill} check the diary{when} and come back to you to confirm."],
        "short": ["Thanks. {Ill} check the diary{when} and let you know."],
        "warm": ["Lovely, thanks so much. {Ill} check the diary{when} and come back to you to confirm."],
        "polite": ["Thank you. {Ill} check the diary{when} and come back to you to confirm."],
        "formal": ["Thank you. {Ill} consult the diary{when} and write to you to confirm."],
    },
    "accept_quote": {
        "plain": ["Great, thanks. {Ill} check the diary{when} and come back to you to confirm{day}."],
        "short": ["Great. {Ill} check the diary{when} and let you know."],
        "warm": ["Lovely, thank you so much. {Ill} check the diary{when} and come back to you to confirm{day}."],
        "polite": ["Thank you. {Ill} check the diary{when} and come back to you to confirm{day}."],
        "formal": ["Thank you, that is good to hear. {Ill} consult the diary{when} and write to you to confirm{day}."],
    },
    "reschedule_cancel": {
        "plain": ["No problem, thanks for letting {me} know. {Ill} look at the diary{when} and come back to you."],
        "short": ["No problem. {Ill} look at the diary{when} and let you know."],
        "warm": [
            "No problem at all, thanks so much for letting {me} know. {Ill} look at the diary{when} and come back to you."
        ],
        "polite": ["No problem, thank you for letting {me} know. {Ill} look at the diary{when} and be in touch."],
        "formal": [
            "That is no problem, and thank you for informing {me}. {Ill} consult the diary{when} and reply to you."
        ],
    },
    "called_off": {
        "plain": ["No problem, thanks for letting {me} know. If you need anything another time, just get in touch."],
        "short": ["No problem, thanks for letting {me} know."],
        "warm": [
            "No problem at all, thanks so much for letting {me} know. If you need anything another time, just get in touch."
        ],
        "polite": ["Thank you for letting {me} know. If you need anything another time, please do get in touch."],
        "formal": [
            "Thank you for informing {me}. Should you need anything at another time, please do not hesitate to get in touch."
        ],
    },
    "haggle": {
        "plain": ["Thanks for getting back to {me}. Let {me} go over it again and {Ill} let you know."],
        "short": ["Thanks. {Ill} go over it again and let you know."],
        "warm": ["Thanks so much for getting back to {me}. Let {me} go over it again for you and {Ill} let you know."],
        "polite": ["Thank you for coming back to {me}. {Ill} go over it again and be in touch."],
        "formal": ["Thank you for your reply. {Ill} go over it again and write to you."],
    },
    "recruitment": {
        "plain": ["Thanks for asking about work. {Ill} have a think and come back to you."],
        "short": ["Thanks for asking. {Ill} have a think and let you know."],
        "warm": ["Thanks so much for asking about work. {Ill} have a good think and come back to you."],
        "polite": ["Thank you for asking about work. {Ill} think about it and be in touch."],
        "formal": ["Thank you for enquiring about work. {Ill} consider it and reply to you."],
    },
    "visit": {
        "plain": [
            "It’d be best if {I} come and have a look. Which days suit you?",
            "Shall {I} come and have a look first? Let {me} know which days suit.",
        ],
        "short": ["Best if {I} come and look first. Which days suit?"],
        "warm": ["It’d be lovely to come and have a look first. Which days suit you best?"],
        "polite": ["It would be best if {I} came to have a look first. Which days would suit you?"],
        "formal": ["It would be best for {me} to come and see it first. Which days would be convenient?"],
    },
    "then_price": {
        "plain": ["Once {I} have that {I} can work out a price{least}."],
        "short": ["Then {I} can price it{least}."],
        "warm": ["Once {I} have that {I} can happily work out a price for you{least}."],
        "polite": ["With that {I} can work out a price for you{least}."],
        "formal": ["With this information {I} can work out a price{least}."],
    },
    "price": {
        "plain": ["That’s {total} for {what}.", "It’d be {total} for {what}.", "For {what} it’s {total}."],
        "short": ["{total} for {what}."],
        "warm": ["That would be {total} for {what}.", "For {what} it comes to {total}."],
        "polite": ["The price is {total} for {what}.", "For {what} it is {total}."],
        "formal": ["The price for {what} is {total}.", "For {what} the price is {total}."],
    },
    "guide": {
        "plain": ["As a guide, it’d be {total} for {what}.", "As a guide, that’s {total} for {what}."],
        "short": ["As a guide, {total} for {what}."],
        "warm": ["As a guide, it comes to {total} for {what}."],
        "polite": ["As a guide, the price is {total} for {what}."],
        "formal": ["As a guide, the price for {what} is {total}."],
    },
    "if_in_area": {
        "plain": [
            "As long as you’re in the area {I} cover, that’s {total} for {what}.",
            "It’d be {total} for {what}, as long as you’re in the area {I} cover.",
        ],
        "short": ["{total} for {what}, as long as you’re in the area {I} cover."],
        "warm": ["As long as you’re in the area {I} cover, it comes to {total} for {what}."],
        "polite": ["As long as it is in the area {I} cover, the price is {total} for {what}."],
        "formal": ["As long as it is in the area {I} cover, the price for {what} is {total}."],
    },
    "next": {
        "plain": [
            "If you’d like to go ahead, let {me} know and {Ill} check the diary{when}.",
            "If that suits, let {me} know and {Ill} look at the diary{when}.",
            "Let {me} know if that works and {Ill} check the diary{when}.",
        ],
        "short": ["Let {me} know and {Ill} check the diary{when}."],
        "warm": ["If you’d like to go ahead, just let {me} know and {Ill} happily check the diary{when}."],
        "polite": ["If you would like to go ahead, please let {me} know and {Ill} check the diary{when}."],
        "formal": ["Should you wish to go ahead, please let {me} know and {Ill} consult the diary{when}."],
    },
    "price_later": {
        "plain": ["{Ill} work out a price{least} and come back to you."],
        "short": ["{Ill} work out a price{least}."],
        "warm": ["{Ill} work out a price for you{least} and come back to you."],
        "polite": ["{Ill} work out a price{least} and be in touch."],
        "formal": ["{Ill} work out a price{least} and write to you with it."],
    },
    "days": {
        "plain": ["{Ill} let you know about {days} too."],
        "short": ["Will let you know about {days} as well."],
        "warm": ["And {Ill} let you know about {days} too."],
        "polite": ["{Ill} let you know about {days} at the same time."],
        "formal": ["{Ill} write to you about {days} at the same time."],
    },
    "measure": {
        "plain": ["{Id} need to measure up before {I} can make that a firm price."],
        "short": ["{Id} need to measure up for a firm price."],
        "warm": ["{Id} just need to measure up before {I} can make that a firm price for you."],
        "polite": ["{I} would need to measure up before {I} can make that a firm price."],
        "formal": ["{I} would need to take measurements before {I} can make that a firm price."],
    },
    "lead_one": {
        "plain": ["Just one thing: ", "One quick question: ", "So {I} get it right: "],
        "short": [""],
        "warm": ["Just one little thing: ", "One little thing: "],
        "polite": ["May {I} ask: "],
        "formal": ["One question: ", "So that {I} can be exact: "],
    },
    "lead_two": {
        "plain": ["A couple of things: ", "Two quick questions: ", "So {I} get it right: "],
        "short": [""],
        "warm": ["Two little things: ", "Just two little things: "],
        "polite": ["May {I} ask two things: "],
        "formal": ["Two questions: "],
    },
    "lead_more": {
        "plain": ["A few quick questions: ", "A few things: "],
        "short": [""],
        "warm": ["A few things that would help {me}: "],
        "polite": ["May {I} ask a few things: "],
        "formal": ["A few questions: "],
    },
    "close": {
        "plain": ["Any questions, just ask."],
        "short": ["Any questions, ask."],
        "warm": ["Any questions at all, just ask: happy to help."],
        "polite": ["If you have any questions, please do ask."],
        "formal": ["Please do not hesitate to ask if anything is unclear."],
    },
    "reach": {
        "plain": ["You can ring {me} on {phone}; {my} hours are {hours}."],
        "short": ["{phone}, {hours}."],
        "warm": ["You’re welcome to ring {me} on {phone}; {my} hours are {hours}."],
        "polite": ["You are welcome to ring {me} on {phone}. {my} hours are {hours}."],
        "formal": ["{I} can be reached by telephone on {phone}; {my} hours are {hours}."],
    },
    "afraid": {
        "plain": ["{Im} afraid", "Sorry, but"],
        "short": ["Sorry,"],
        "warm": ["{Im} so sorry, but"],
        "polite": ["{Im} sorry to say"],
        "formal": ["{I} regret to say"],
    },
    "luck": {
        "plain": ["{I} hope you {luck}."],
        "short": [""],
        "warm": ["{I} really hope you {luck}."],
        "polite": ["{I} do hope you {luck}."],
        "formal": ["{I} hope that you {luck}."],
    },
    "chase_1": {
        "plain": [
            "Just checking that {which} reached you.{link} Any questions, just ask.",
            "{I} wanted to make sure you got {which}.{link} Happy to answer anything that isn’t clear.",
        ],
        "short": ["Did {which} reach you?{link} Any questions, ask."],
        "warm": [
            "{I} hope all’s well with you. Just making sure {which} got to you.{link} Any questions at all, just ask: happy to help."
        ],
        "polite": ["May {I} check that {which} has reached you?{link} If you have any questions, please do ask."],
        "formal": [
            "{Im} writing to make sure that you have received {which}.{link} Please do not hesitate to ask if anything is unclear."
        ],
    },
    "chase_2": {
        "plain": [
            "Have you had a chance to look at {which}?{link} If anything needs changing, tell {me} and {Ill} look at it.",
            "Any thoughts on {which}?{link} Happy to talk it through if that helps.",
        ],
        "short": ["Any thoughts on {which} yet?{link} Tell {me} if anything needs changing."],
        "warm": [
            "{I} hope all’s well with you. Have you had a moment to look at {which}?{link} {Id} be glad to talk it through with you."
        ],
        "polite": [
            "May {I} ask whether you have had time to look at {which}?{link} If anything needs changing, please tell {me} and {Ill} look at it."
        ],
        "formal": [
            "{I} would be grateful to hear your thoughts on {which}.{link} Should anything need changing, please let {me} know and {Ill} look at it."
        ],
    },
    "chase_3": {
        "plain": [
            "{Ill} leave {which} with you after this.{link} If you’d like to go ahead, let {me} know; if not, no problem, and a quick no helps too.",
            "Last note from {me} about {which}.{link} Yes, no or not yet are all fine, just let {me} know.",
        ],
        "short": ["Last note about {which}.{link} Yes, no or not yet: all fine, let {me} know."],
        "warm": [
            "{I} hope all’s well with you. {I} won’t keep asking after {which}.{link} If you’d like to go ahead, {Id} be glad to hear; if not, no problem at all."
        ],
        "polite": [
            "This is {my} last note about {which}.{link} If you would like to go ahead, please let {me} know; if not, that is no problem, and a short no would help too."
        ],
        "formal": [
            "This is the last time {Ill} write to you about {which}.{link} Should you wish to go ahead, please let {me} know; if not, a short reply would be appreciated."
        ],
    },
    # --- what has happened to them (`situations.py`) ---
    "condolence": {
        "plain": ["{Im} sorry for your loss."],
        "short": ["Sorry for your loss."],
        "warm": ["{Im} so very sorry for your loss."],
        "polite": ["{Im} very sorry for your loss."],
        "formal": ["Please accept {my} condolences."],
    },
    "get_well": {
        "plain": ["Sorry to hear that, {I} hope all goes well."],
        "short": ["Sorry to hear that, hope all goes well."],
        "warm": ["{Im} so sorry to hear that, and {I} really hope all goes well."],
        "polite": ["{Im} sorry to hear that, and {I} hope all goes well."],
        "formal": ["{Im} sorry to learn of this, and hope that all goes well."],
    },
    "complaint_of": {
        "plain": [
            "{Im} sorry to hear{what}, and thanks for telling {me}. {Ill} go through it properly and come back to you.",
            "Thanks for telling {me}, and {Im} sorry to hear{what}. {Ill} read this properly and come back to you.",
        ],
        "short": ["Sorry to hear{what}. {Ill} go through it properly and come back to you."],
        "warm": [
            "{Im} really sorry to hear{what}, and thank you for telling {me}. {Ill} go through every word of this and come back to you."
        ],
        "polite": [
            "Thank you for telling {me}, and {Im} sorry to hear{what}. {Ill} go through this carefully and be in touch."
        ],
        "formal": [
            "Thank you for telling {me} of this; {Im} sorry to hear{what}. {Ill} consider it carefully and reply to you."
        ],
    },
    "no_show": {
        "plain": ["Sorry you’re waiting. {Ill} find out what’s happening and come straight back to you."],
        "short": ["Sorry you’re waiting. {Ill} find out and come straight back."],
        "warm": ["{Im} so sorry you’re waiting. {Ill} find out what’s happening and come straight back to you."],
        "polite": ["{Im} sorry you are waiting. {Ill} find out what is happening and be straight back in touch."],
        "formal": ["{Im} sorry that you are waiting. {Ill} establish what has happened and reply to you."],
    },
    "or_ring": {
        "plain": ["Or ring {me} on {phone}."],
        "short": ["Or ring: {phone}."],
        "warm": ["Or do ring {me} on {phone}."],
        "polite": ["You are welcome to ring {me} on {phone}."],
        "formal": ["You may also telephone {me} on {phone}."],
    },
    "days_off": {
        "plain": ["No problem, thanks for letting {me} know. {Ive} seen that {days} off{back}."],
        "short": ["No problem. {Ive} seen that {days} off{back}."],
        "warm": ["No problem at all, thanks so much for letting {me} know. {Ive} seen that {days} off{back}."],
        "polite": ["No problem, thank you for letting {me} know. {Ive} seen that {days} off{back}."],
        "formal": ["That is no problem, and thank you for letting {me} know. {Ive} seen that {days} off{back}."],
    },
    "cancelled": {
        "plain": ["No problem, thanks for letting {me} know. {Ive} seen that you need to cancel."],
        "short": ["No problem. {Ive} seen that you need to cancel."],
        "warm": ["No problem at all, thanks so much for letting {me} know. {Ive} seen that you need to cancel."],
        "polite": ["No problem, thank you for letting {me} know. {Ive} seen that you need to cancel."],
        "formal": ["That is no problem, and thank you for letting {me} know. {Ive} seen that you need to cancel."],
    },
    "vat_stays": {
        "plain": ["Sorry, it all has to go through the books, so the VAT stays on."],
        "short": ["Sorry, it goes through the books, so the VAT stays on."],
        "warm": ["{Im} so sorry, but it all has to go through the books, so the VAT stays on."],
        "polite": ["{Im} sorry, but everything goes through the books, so the VAT has to stay on."],
        "formal": ["{I} regret that all work goes through the books, so the VAT has to remain."],
    },
    "in_the_books": {
        "plain": ["Sorry, it all has to go through the books."],
        "short": ["Sorry, it goes through the books."],
        "warm": ["{Im} so sorry, but it all has to go through the books."],
        "polite": ["{Im} sorry, but everything has to go through the books."],
        "formal": ["{I} regret that all work has to go through the books."],
    },
    "favour": {
        "plain": ["Thanks for letting {me} know, that’s kind of you."],
        "short": ["Thanks for letting {me} know."],
        "warm": ["Thanks so much for letting {me} know, that’s very kind of you."],
        "polite": ["Thank you for letting {me} know, that is kind of you."],
        "formal": ["Thank you for letting {me} know; that is most kind."],
    },
    "check_named": {
        "plain": ["{Ill} look into it and let you know {what}."],
        "short": ["{Ill} check and let you know {what}."],
        "warm": ["Good question. {Ill} look into it for you and let you know {what}."],
        "polite": ["{Ill} look into this and let you know {what}."],
        "formal": ["{Ill} consider this and let you know {what}."],
    },
    "named_too": {
        "plain": ["{Ill} let you know {what} as well."],
        "short": ["Will let you know {what} too."],
        "warm": ["{Ill} let you know {what} too, of course."],
        "polite": ["{Ill} also let you know {what}."],
        "formal": ["In addition, {Ill} let you know {what}."],
    },
    "yes_done": {
        "plain": ["Yes, {I} do that."],
        "short": ["Yes, {I} do."],
        "warm": ["Yes, {I} certainly do that."],
        "polite": ["Yes, that is something {I} do."],
        "formal": ["Yes, that is work {I} undertake."],
    },
}
