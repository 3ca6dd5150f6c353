"""The words of days, months and hours, in English and in the languages customers most often write in."""

from __future__ import annotations

WEEKDAYS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "monday mon mondays monady poniedziałki mnday poniedziałek poniedzialek poniedziałku luni lunes lundi segunda segunda-feira lunedì lunedi "
            "montag llun понеділок понедельник понеделник",
            "tuesday tue tues wtorki tuesdays tuesdy teusday wtorek wtorku marți marti martes mardi terça martedì martedi dienstag mawrth вівторок вторник",
            "wednesday wed weds wednesdays wednsday wensday wednesay wedsday środa środy środę środy sroda srode miercuri miércoles miercoles "
            "mercredi quarta mercoledì mercoledi mittwoch mercher середа середу среда среду сряда",
            "thursday thu thur thurs thursdays thrusday thursdy thurday czwartek czwartki czwartku joi jueves jeudi quinta giovedì giovedi "
            "donnerstag iau четвер четверг четвъртък",
            "friday fri fridays firday frday piątek piątki piatek piątku vineri viernes vendredi sexta venerdì venerdi freitag gwener п'ятниця п'ятницю пятница пятницу петък",
            "saturday sat sats saturdays saterday satuday sobota sobotę soboty sobote sâmbătă sambata sâmbăta sábado sabado samedi "
            "sabato samstag sonnabend sadwrn субота суботу суббота субботу събота",
            "sunday sun sundays niedziela niedzielę niedziele duminică duminica domingo dimanche domenica sonntag sul неділя неділю воскресенье",
        )
    )
    for word in words.split()
}
PLURAL_DAYS = {
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "poniedziałki",
    "wtorki",
    "środy",
    "czwartki",
    "piątki",
    "weekdays",
    "weekends",
}
DOUBTFUL_DAYS = {
    "mon",
    "sat",
    "sun",
    "sats",
    "wed",
    "thu",
    "joi",
    "sul",
    "opt",
    "fri",
    "tue",
    "llun",
    "quarta",
    "quinta",
    "sexta",
    "segunda",
    "terça",
}

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "january jan janurary januray styczeń stycznia styczniu ianuarie enero janvier janeiro gennaio januar ionawr",
            "february feb febuary febrary luty lutego lutym februarie febrero février fevrier fevereiro febbraio februar chwefror",
            "march mar marzec marca martie marzo mars março märz mawrth",
            "april apr aprill kwiecień kwietnia aprilie abril avril aprile ebrill",
            "may maj maja mai mayo maio maggio",
            "june jun czerwiec czerwca iunie junio juin junho giugno juni mehefin",
            "july jul lipiec lipca iulie julio juillet julho luglio juli gorffennaf",
            "august aug sierpień sierpnia agosto août aout awst",
            "september sep sept wrzesień września septembrie septiembre septembre setembro settembre medi",
            "october oct październik października octombrie octubre octobre outubro ottobre oktober hydref",
            "november nov novemeber listopad listopada noiembrie noviembre novembre novembro tachwedd",
            "december dec decmber decemeber grudzień grudnia decembrie diciembre décembre decembre dezembro dicembre dezember rhagfyr",
        ),
        start=1,
    )
    for word in words.split()
}
DOUBTFUL_MONTHS = {
    "may",
    "march",
    "mar",
    "mars",
    "mai",
    "maja",
    "maj",
    "dec",
    "jan",
    "medi",
    "juni",
    "juli",
    "sept",
    "jun",
    "marca",
}

TOMORROW = set(
    "tomorrow tomorows tomorrows tomorrow's tomorow tommorow tommorrow tomorro tomoro tmrw tmw tmoz tomoz tmoro 2moro 2morrow tmr jutro mâine maine demain amanhã "
    "amanha domani yfory jutrzejsza jutrzejszą jutrzejszej завтра утре غدا غداً yarın rytoj".split()
)
TODAY = set(
    "today todays today's 2day dziś dzis dzisiaj azi astăzi astazi hoy aujourd'hui hoje oggi heute heddiw сьогодні сегодня днес اليوم bugün šiandien".split()
)
YESTERDAY = set("yesterday yesterdays yesterday's yday wczoraj ieri ayer hier ontem gestern ddoe вчора вчера".split())
TONIGHT = set("tonight tonite 2nite tonights heno".split())
AFTER_TOMORROW = set("overmorrow pojutrze poimâine poimaine übermorgen dopodomani".split())

PARTS: dict[str, str] = {
    **dict.fromkeys(
        "morning mornings morn am a.m rano dimineața dimineata matin matinée mattina manhã vormittag vormittags bore".split(),
        "am",
    ),
    **dict.fromkeys(
        "afternoon afternoons aft arvo noonish pm p.m lunch lunchtime midday noon południu pomeriggio nachmittag nachmittags prynhawn".split(),
        "pm",
    ),
    **dict.fromkeys(
        "evening evenings teatime eve evenin night nights nite wieczorem wieczór seara noche soir soirée sera noite abend abends".split(),
        "eve",
    ),
}

NEXT = set(
    "next nxt following agle przyszły przyszłym przyszły viitoare viitor próxima proxima próximo prochaine prochain prossima prossimo nächste nächsten nächster nesaf".split()
)
WEEK = set(
    "week wk hafte weeks weeks' week's tydzień tygodniu tygodnia săptămâna saptamana săptămână semana semaine settimana woche wythnos".split()
)

FROM = set("from starting od desde dès ab dal o".split())
BY = set("by".split())
BEFORE = set("before b4 przed înainte inainte antes avant vor prima cyn".split())
UNTIL = set("until till til untill do până pana hasta jusqu'au bis fino até до".split())
AFTER = set("after po după dupa después despues après nach dopo depois ar_ôl".split())
