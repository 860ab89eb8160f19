"""The words that pages of a language need besides their text: articles, months, labels, salutations, and words that end no heading."""

_NL = dict(
    articles="de het een".split(),
    months="januari februari maart april mei juni juli augustus september oktober november december".split(),
    days="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
    weak="de het een en of in van op aan met voor door bij te tot uit over om als dat die dit deze is zijn was wordt worden werd heeft hebben had ook nog niet er we wij ze zij hij ik je u na naar dan maar want onder tussen per hun haar onze".split(),
    joins=["en", "of", "in", "voor", "van"], to="Aan", page="pagina", contents=["Inhoud", "Inhoudsopgave"], index=["Register", "Index"],
    salutations=["Geachte heer,", "Geachte mevrouw,", "Beste leden,", "Waarde vriend,"], closings=["Hoogachtend,", "Met vriendelijke groet,", "Met de meeste hoogachting,"],
    labels="Naam Adres Geboren Woonplaats Beroep Telefoon Datum Plaats Gemeente Nummer Bedrag Handtekening Godsdienst Vader Moeder".split(),
    units="gram kg liter ml dl eetlepels stuks theelepel".split(), hour="uur", of="van", total="Totaal", note="Bron", year="In",
    table="Jaar Aantal Totaal Bedrag Soort Naam Plaats Gewicht Prijs Leden".split(), streets=["straat", "weg", "laan", "plein", "gracht", "kade"], figure=["Afb.", "Figuur", "Foto"],
    share="van de", footers=["Meer informatie over dit onderwerp vindt u op {}", "Uitgave van {}", "Kijk voor meer informatie op {}"])
_DE = dict(
    articles="der die das den dem des ein eine einen einem einer".split(),
    months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    days="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    weak="der die das den dem des ein eine einen einem einer und oder in im von vom auf an am mit für durch bei zu zum zur bis aus über um als dass ist sind war wird werden wurde hat haben hatte auch noch nicht es wir sie er ich nach dann aber unter zwischen ihr ihre unsere sich".split(),
    joins=["und", "oder", "in", "für", "von"], to="An", page="Seite", contents=["Inhalt", "Inhaltsverzeichnis"], index=["Register", "Verzeichnis"],
    salutations=["Sehr geehrter Herr,", "Sehr geehrte Frau,", "Liebe Freunde,"], closings=["Hochachtungsvoll", "Mit freundlichen Grüßen"],
    labels="Name Anschrift Geboren Wohnort Beruf Telefon Datum Ort Gemeinde Nummer Betrag Unterschrift Religion Vater Mutter".split(),
    units="Gramm kg Liter ml dl Esslöffel Stück Teelöffel".split(), hour="Uhr", of="von", total="Summe", note="Quelle", year="Im Jahre",
    table="Jahr Anzahl Summe Betrag Art Name Ort Gewicht Preis Mitglieder".split(), streets=["straße", "weg", "gasse", "platz", "ufer"], figure=["Abb.", "Bild", "Tafel"],
    share="der", footers=["Weitere Auskunft über dieses Thema finden Sie unter {}", "Herausgegeben von {}"])
_FR = dict(
    articles="le la les un une des du".split(),
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    days="lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    weak="le la les un une des du de et ou en dans sur au aux à avec pour par chez jusque comme que qui ce cette ces est sont était a ont avait aussi ne pas il elle nous vous ils je après mais sous entre leur leurs notre se son sa ses".split(),
    joins=["et", "ou", "dans", "pour", "de"], to="À", page="page", contents=["Table des matières", "Sommaire"], index=["Index", "Répertoire"],
    salutations=["Monsieur,", "Madame,", "Chers amis,"], closings=["Veuillez agréer mes salutations,", "Bien à vous,"],
    labels="Nom Adresse Né Domicile Profession Téléphone Date Lieu Commune Numéro Montant Signature Religion Père Mère".split(),
    units="grammes kg litres ml dl cuillerées pièces".split(), hour="heures", of="sur", total="Total", note="Source", year="En",
    table="Année Nombre Total Montant Sorte Nom Lieu Poids Prix Membres".split(), streets=[" rue", " avenue", " place", " quai"], figure=["Fig.", "Figure", "Photo"],
    share="des", footers=["Pour plus de renseignements sur ce sujet voyez {}", "Publié par {}"])
_EN = dict(
    articles="the a an".split(),
    months="January February March April May June July August September October November December".split(),
    days="Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    weak="the a an and or in of on at with for by to from over as that this these is are was be been were has have had also not it we they he she i you after then but under between their her our his its which who".split(),
    joins=["and", "or", "in", "for", "of"], to="To", page="page", contents=["Contents", "Table of contents"], index=["Index", "Register"],
    salutations=["Dear Sir,", "Dear Madam,", "Dear friends,"], closings=["Yours faithfully,", "Yours sincerely,"],
    labels="Name Address Born Residence Occupation Telephone Date Place Parish Number Amount Signature Religion Father Mother".split(),
    units="grams lb pints ml cups tablespoons pieces".split(), hour="o'clock", of="of", total="Total", note="Source", year="In",
    table="Year Number Total Amount Kind Name Place Weight Price Members".split(), streets=[" Street", " Road", " Lane", " Square"], figure=["Fig.", "Figure", "Plate"],
    share="of the", footers=["For more about this matter see {}", "Published by {}"])

WORDS = {"nl": _NL, "de": _DE, "fr": _FR, "en": _EN}
