"""Prompts of the telephone domain: announcements with digits, times, amounts and dates, written as users write them.

Read sentences from books have few numbers, and a voice that never heard "nine zero four" in training reads it badly.
The templates below are filled with random values; the frontend spells them out in the locale's own way.

    python -m recipes.ivr_prompts --locale en-GB --count 300 > prompts/ivr-en-GB.txt
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable

from frontend.locales import LOCALES
from recipes.command import command

Random = random.Random

_TEMPLATES: dict[str, tuple[str, ...]] = {
    "en": (
        "For {topic}, please press {key}.",
        "To speak with {person}, press {key} or stay on the line.",
        "Your order number is {digits}.",
        "You are number {small} in the queue.",
        "The estimated waiting time is {small} minutes.",
        "Please call us back on {phone}.",
        "Your balance is {money}.",
        "Your appointment is at {time}.",
        "Your payment of {money} is due on {date}.",
        "Your code is {code}.",
        "I repeat: {code}.",
        "We are open from {time} to {time}.",
        "Flight {letters} {small} departs at {time}.",
        "It is {small} degrees outside.",
        "Did you mean {digits}?",
        "Please enter your {small} digit number, followed by the pound key.",
        "The total is {money}, including {money} tax.",
        "{number} people called on {date}.",
        "Thank you. Goodbye.",
        "Sorry, I did not understand that.",
        "Press {key} for yes, or {key} for no.",
        "Version {small}.{small} is ready.",
        "About {small} percent of {number} orders arrived.",
        "Extension {code} is busy.",
        "{letters} {code}.",
    ),
    "es": (
        "Para {topic}, marque {key}.",
        "Si desea hablar con {person}, marque {key} o permanezca en la línea.",
        "Su número de orden es {digits}.",
        "Usted es el número {small} en la fila.",
        "El tiempo de espera es de {small} minutos.",
        "Llámenos al {phone}.",
        "Su saldo es de {money}.",
        "Su cita es a las {time}.",
        "Su pago de {money} vence el {date}.",
        "Su código es {code}.",
        "Repito: {code}.",
        "Abrimos de {time} a {time}.",
        "El vuelo {letters} {small} sale a las {time}.",
        "La temperatura es de {small} grados.",
        "¿Quiso decir {digits}?",
        "Ingrese los {small} dígitos de su cuenta, seguidos de la tecla numeral.",
        "El total es de {money}.",
        "{number} personas llamaron el {date}.",
        "Gracias por llamar. Hasta luego.",
        "Disculpe, no le entendí.",
        "Marque {key} para sí, o {key} para no.",
        "El {small} por ciento de los pedidos llegó.",
        "La extensión {code} está ocupada.",
    ),
    "de": (
        "Für {topic} drücken Sie bitte die {key}.",
        "Um mit {person} zu sprechen, drücken Sie die {key} oder bleiben Sie in der Leitung.",
        "Ihre Auftragsnummer lautet {digits}.",
        "Sie sind die Nummer {small} in der Warteschlange.",
        "Die Wartezeit beträgt {small} Minuten.",
        "Bitte rufen Sie uns unter {phone} zurück.",
        "Ihr Guthaben beträgt {money}.",
        "Ihr Termin ist um {time}.",
        "Ihre Zahlung von {money} ist am {date} fällig.",
        "Ihr Code lautet {code}.",
        "Ich wiederhole: {code}.",
        "Wir haben von {time} bis {time} geöffnet.",
        "Der Zug {letters} {small} fährt um {time} ab.",
        "Draußen sind es {small} Grad.",
        "Meinten Sie {digits}?",
        "Die Summe beträgt {money}.",
        "Am {date} haben {number} Personen angerufen.",
        "Vielen Dank. Auf Wiederhören.",
        "Entschuldigung, das habe ich nicht verstanden.",
        "Drücken Sie die {key} für ja oder die {key} für nein.",
        "Etwa {small} Prozent der Bestellungen sind angekommen.",
        "Der Anschluss {code} ist besetzt.",
    ),
    "fr": (
        "Pour {topic}, appuyez sur le {key}.",
        "Pour parler avec {person}, appuyez sur le {key} ou restez en ligne.",
        "Votre numéro de commande est le {digits}.",
        "Vous êtes le numéro {small} dans la file.",
        "Le temps d'attente est de {small} minutes.",
        "Rappelez-nous au {phone}.",
        "Votre solde est de {money}.",
        "Votre rendez-vous est à {time}.",
        "Votre paiement de {money} est dû le {date}.",
        "Votre code est le {code}.",
        "Je répète : {code}.",
        "Nous sommes ouverts de {time} à {time}.",
        "Le vol {letters} {small} part à {time}.",
        "Il fait {small} degrés dehors.",
        "Vouliez-vous dire {digits}?",
        "Le total est de {money}.",
        "Le {date}, {number} personnes ont appelé.",
        "Merci de votre appel. Au revoir.",
        "Désolé, je n'ai pas compris.",
        "Appuyez sur le {key} pour oui, ou sur le {key} pour non.",
        "Environ {small} pour cent des commandes sont arrivées.",
        "Le poste {code} est occupé.",
    ),
}

_TOPICS: dict[str, tuple[str, ...]] = {
    "en": (
        "English",
        "billing",
        "sales",
        "technical support",
        "opening hours",
        "a new card",
        "lost luggage",
        "Spanish",
        "French",
        "German",
        "your account",
    ),
    "es": (
        "español",
        "facturación",
        "ventas",
        "soporte técnico",
        "horarios",
        "una tarjeta nueva",
        "equipaje perdido",
        "inglés",
        "francés",
        "alemán",
        "su cuenta",
    ),
    "de": (
        "Deutsch",
        "Rechnungen",
        "den Verkauf",
        "technische Hilfe",
        "Öffnungszeiten",
        "eine neue Karte",
        "verlorenes Gepäck",
        "Englisch",
        "Spanisch",
        "Französisch",
        "Ihr Konto",
    ),
    "fr": (
        "le français",
        "la facturation",
        "les ventes",
        "le soutien technique",
        "les heures d'ouverture",
        "une nouvelle carte",
        "les bagages perdus",
        "l'anglais",
        "l'espagnol",
        "l'allemand",
        "votre compte",
    ),
}
_PERSONS: dict[str, tuple[str, ...]] = {
    "en": ("an agent", "our sales team", "the operator", "a nurse"),
    "es": ("un agente", "el equipo de ventas", "la operadora", "una enfermera"),
    "de": ("einem Mitarbeiter", "unserem Verkauf", "der Zentrale", "einer Beraterin"),
    "fr": ("un agent", "notre équipe des ventes", "la réception", "une infirmière"),
}


def _date(rng: Random, locale: str) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2031)
    return {
        "en-US": f"{month}/{day}/{year}",
        "en-GB": f"{day}/{month}/{year}",
        "es-US": f"{month}/{day}/{year}",
        "de-DE": f"{day}.{month}.{year}",
        "fr-CA": f"{year}-{month:02}-{day:02}",
    }[locale]


def _time(rng: Random, locale: str) -> str:
    hour, minute = rng.randint(1, 12), rng.choice((0, 5, 10, 15, 20, 30, 40, 45, 50))
    return {
        "en-US": f"{hour}:{minute:02} {rng.choice(('AM', 'PM'))}",
        "en-GB": f"{hour}.{minute:02} {rng.choice(('am', 'pm'))}",
        "es-US": f"{hour}:{minute:02} {rng.choice(('a. m.', 'p. m.'))}",
        "de-DE": f"{hour + 7}:{minute:02} Uhr",
        "fr-CA": f"{hour + 7} h {minute:02}",
    }[locale]


def _money(rng: Random, locale: str) -> str:
    whole, cents = rng.choice((rng.randint(1, 99), rng.randint(100, 2500))), rng.choice((0, 5, 20, 50, 75, 99))
    return {
        "en-US": f"${whole}.{cents:02}",
        "en-GB": f"£{whole}.{cents:02}",
        "es-US": f"${whole}.{cents:02}",
        "de-DE": f"{whole},{cents:02} €",
        "fr-CA": f"{whole},{cents:02} $",
    }[locale]


def _digits(rng: Random, low: int, high: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(low, high)))


def _phone(rng: Random, locale: str) -> str:
    if locale == "en-GB":
        return f"020 7946 0{_digits(rng, 3, 3)}"
    if locale == "de-DE":
        return f"030 {_digits(rng, 3, 3)} {_digits(rng, 3, 3)}"
    return f"{rng.randint(2, 9)}{_digits(rng, 2, 2)}-555-01{_digits(rng, 2, 2)}"


def prompts(locale: str, count: int, seed: int = 1) -> list[str]:
    """`count` different prompts of a locale, the same for the same seed."""
    rng, language = random.Random(f"{seed} {locale}"), locale[:2]
    fillers: dict[str, Callable[[], str]] = {
        "topic": lambda: rng.choice(_TOPICS[language]),
        "person": lambda: rng.choice(_PERSONS[language]),
        "key": lambda: str(rng.randint(0, 9)),
        "digits": lambda: _digits(rng, 6, 9),
        "code": lambda: " ".join(_digits(rng, 3, 5)),
        "small": lambda: str(rng.randint(2, 99)),
        "number": lambda: str(rng.randint(101, 9999)),
        "phone": lambda: _phone(rng, locale),
        "money": lambda: _money(rng, locale),
        "time": lambda: _time(rng, locale),
        "date": lambda: _date(rng, locale),
        "letters": lambda: "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(2)),
    }
    found: dict[str, None] = {}
    templates = _TEMPLATES[language]
    for attempt in range(count * 20):
        if len(found) == count:
            break
        text = templates[attempt % len(templates)]
        for name, make in fillers.items():
            while "{" + name + "}" in text:
                text = text.replace("{" + name + "}", make(), 1)
        found[text] = None
    return list(found)


@command("ivr_prompts")
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--locale", choices=tuple(LOCALES), required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    sys.stdout.write("\n".join(prompts(options.locale, options.count, options.seed)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
