"""What the engines are asked to say: one telephone prompt and one paragraph, in each language."""

from __future__ import annotations

SHORT_PROMPT = {
    "en": "For English, please press one.",
    "es": "Para español, por favor marque dos.",
    "de": "Für Deutsch drücken Sie bitte die Drei.",
    "fr": "Pour le français, veuillez appuyer sur le quatre.",
}

PARAGRAPH = {
    "en": "Thank you for calling. Our office is open from Monday to Friday. Please listen carefully, because the menu "
    "has changed. You can ask for the balance of your account, change your address, or speak with one of our agents. "
    "If you know the extension that you want, you can dial it at any time. To hear this message again, please stay on "
    "the line.",
    "es": "Gracias por llamar. Nuestra oficina abre de lunes a viernes. Escuche con atención, porque el menú ha "
    "cambiado. Puede consultar el saldo de su cuenta, cambiar su dirección o hablar con uno de nuestros agentes. Si "
    "conoce la extensión que desea, puede marcarla en cualquier momento. Para escuchar este mensaje otra vez, no "
    "cuelgue.",
    "de": "Vielen Dank für Ihren Anruf. Unser Büro ist von Montag bis Freitag geöffnet. Bitte hören Sie gut zu, denn "
    "das Menü hat sich geändert. Sie können Ihren Kontostand erfragen, Ihre Adresse ändern oder mit einem Mitarbeiter "
    "sprechen. Wenn Sie die Durchwahl kennen, können Sie sie jederzeit wählen. Um diese Ansage noch einmal zu hören, "
    "bleiben Sie in der Leitung.",
    "fr": "Merci de votre appel. Nos bureaux sont ouverts du lundi au vendredi. Veuillez écouter attentivement, car le "
    "menu a changé. Vous pouvez demander le solde de votre compte, changer votre adresse ou parler à un de nos agents. "
    "Si vous connaissez le numéro du poste, vous pouvez le composer en tout temps. Pour réentendre ce message, restez "
    "en ligne.",
}
"""About 20 seconds of speech in each language."""
