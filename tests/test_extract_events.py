"""Events of single sentences: which there are, of what type, by whom, who vouches, when."""

from __future__ import annotations

import pytest

from webapp.extract.article import extract_article
from webapp.extract.base import Proposal

PUBLISHED = "2022-03-14"
"""A Monday."""


pytestmark = pytest.mark.usefixtures("parser")


def events(text: str, published: str = PUBLISHED) -> list[Proposal]:
    return list(extract_article(text, published).proposals)


def said(proposal: Proposal) -> tuple[str, ...]:
    value = proposal.value
    return (value("event_type"), value("actors"), value("recipients"), value("claim_status"))


ACTS = [
    (
        "a deed told by the article itself",
        "Russia shelled Kharkiv on Sunday.",
        [("ASSAULT", "Russia", "Ukraine", "reported")],
    ),
    (
        "a passive with its agent",
        "Two Ukrainian officers were arrested by Russian police.",
        [("COERCE", "Russia", "Ukraine", "reported")],
    ),
    (
        "mutual acts have no recipient",
        "Russia and Ukraine held talks in Brest.",
        [("CONSULT", "Russia;Ukraine", "", "reported")],
    ),
    (
        "whom they meet with acts too",
        "The French president met with German ministers in Paris.",
        [("CONSULT", "France;Germany", "", "reported")],
    ),
    (
        "aid has a recipient",
        "Australia delivered two radar sets to the Philippines.",
        [("AID", "Australia", "Philippines", "reported")],
    ),
    (
        "two verbs of one subject are two events",
        "France arrested two Russian diplomats and sent tanks to Ukraine.",
        [("COERCE", "France", "Russia", "reported"), ("AID", "France", "Ukraine", "reported")],
    ),
    (
        "what force does is a part of the attack",
        "Gunmen ambushed a Turkish patrol and killed two men.",
        [("ASSAULT", "Gunmen", "Turkey", "reported")],
    ),
    (
        "a participle beside the main clause is a part of it",
        "Russia shelled Kharkiv, killing 12 people.",
        [("ASSAULT", "Russia", "Ukraine", "reported")],
    ),
    (
        "what is told with when is one event",
        "Two Polish soldiers were wounded when a shell hit their camp.",
        [("ASSAULT", "", "Poland", "reported")],
    ),
    (
        "an event noun with a date",
        "Flags hung low after the Russian attack of 3 March on Kharkiv.",
        [("ASSAULT", "Russia", "", "reported")],
    ),
    (
        "between whom it happens",
        "Two people died in an exchange of fire between Indian and Pakistani troops.",
        [("ASSAULT", "India;Pakistan", "", "reported")],
    ),
    (
        "whose place is hit",
        "Israel struck a depot near the Syrian city of Homs.",
        [("ASSAULT", "Israel", "Syria", "reported")],
    ),
    (
        "a dated deed that no list of words knows",
        "Turkey repainted the bridge on 2 March.",
        [("OTHER", "Turkey", "", "reported")],
    ),
    (
        "a meeting to come is agreed on",
        "Talks between France and Germany are expected on Friday.",
        [("AGREE", "France;Germany", "", "expected")],
    ),
    (
        "a plan with its infinitive",
        "France will send tanks to Ukraine.",
        [("AID", "France", "Ukraine", "expected")],
    ),
]


WORDS = [
    (
        "a demand",
        "Turkey demanded that Greece withdraw its troops.",
        [("REQUEST", "Turkey", "Greece", "claimed")],
    ),
    (
        "a condemnation",
        "Turkey condemned the Greek government.",
        [("ACCUSE", "Turkey", "Greece", "claimed")],
    ),
    (
        "an accusation and the deed that is alleged",
        "Ukraine accused Russia of shelling a hospital.",
        [
            ("ACCUSE", "Ukraine", "Russia", "claimed"),
            ("ASSAULT", "Russia", "Ukraine", "alleged"),
        ],
    ),
    (
        "a deed of others in somebody's words",
        "Ukraine said that Russian troops had shelled a hospital.",
        [("ASSAULT", "Russia", "Ukraine", "alleged")],
    ),
    (
        "an own deed in somebody's words",
        "Turkey said it had withdrawn its troops.",
        [("RETREAT", "Turkey", "", "claimed")],
    ),
    (
        "a view",
        "“The talks are going well,” the French president said.",
        [("STATEMENT", "France", "", "claimed")],
    ),
    (
        "a forecast",
        "The Turkish president said the talks would take months.",
        [("STATEMENT", "Turkey", "", "expected")],
    ),
    (
        "a refusal in words",
        "“We will not say where they are,” the Turkish minister said.",
        [("REJECT", "Turkey", "", "claimed")],
    ),
    (
        "a denial in words",
        "Turkey says the plane was never there.",
        [("REJECT", "Turkey", "", "claimed")],
    ),
    (
        "what is not accepted is refused",
        "Turkey did not accept the charge.",
        [("REJECT", "Turkey", "", "claimed")],
    ),
    (
        "a name that is given is a charge",
        "Turkish officials described the law as a farce.",
        [("ACCUSE", "Turkey", "", "claimed")],
    ),
    (
        "a name that praises",
        "Turkish officials described the deal as a historic success.",
        [("SUPPORT", "Turkey", "", "claimed")],
    ),
    (
        "what is demanded has not happened",
        "Turkey urged Greece to arrest the generals.",
        [("REQUEST", "Turkey", "Greece", "claimed")],
    ),
    (
        "what is denied has not happened",
        "Turkey denied that it had shelled the village.",
        [("REJECT", "Turkey", "", "claimed")],
    ),
]


@pytest.mark.parametrize(
    ("sentence", "found"), [pytest.param(s, f, id=n) for n, s, f in (*ACTS, *WORDS)]
)
def test_events_of_a_sentence(sentence, found):
    assert [said(proposal) for proposal in events(sentence)] == found


WHOM = [
    (
        "a place is none",
        "Turkish police fired tear gas at protesters outside the United Nations office on Friday.",
        ("ASSAULT", "Turkey", "protesters", "reported"),
    ),
    (
        "nor is the name of a building",
        "Drones hit the Saudi Maternity Hospital on Friday.",
        ("ASSAULT", "", "", "reported"),
    ),
    (
        "who is expected to do it acts",
        "Egyptian Foreign Minister Badr Abdelatty is expected to visit Turkey on Tuesday.",
        ("AGREE", "Egypt;Turkey", "", "expected"),
    ),
    (
        "so does who is due to",
        "The French minister is due to meet Turkish officials on Wednesday.",
        ("AGREE", "France;Turkey", "", "expected"),
    ),
    (
        "an act without hostility is no charge",
        "Turkey agreed to pay the wages, Greek union leaders said.",
        ("AGREE", "Turkey", "", "claimed"),
    ),
]


@pytest.mark.parametrize(("text", "found"), [pytest.param(t, f, id=n) for n, t, f in WHOM])
def test_to_whom_it_is_done(text, found):
    assert said(events(text)[0]) == found


IN_QUOTATIONS = [
    (
        "they are not who speaks",
        '"They killed ten people on Friday," the Turkish army said.',
        ("ASSAULT", "", "", "alleged"),
    ),
    (
        "they may be the other side",
        'Greece bombed Turkey. "They bombed ten villages on Friday," the Turkish army said.',
        ("ASSAULT", "Greece", "Turkey", "alleged"),
    ),
    (
        "we are who speaks",
        '"We destroyed a Greek convoy on Friday," the Turkish army said.',
        ("ASSAULT", "Turkey", "Greece", "claimed"),
    ),
    (
        "so are our troops",
        '"Our troops captured the town on Friday," the Turkish army said.',
        ("COERCE", "Turkey", "", "claimed"),
    ),
    (
        "what is done to us is done to who speaks",
        '"Greece attacked us on Friday," the Turkish army said.',
        ("ASSAULT", "Greece", "Turkey", "alleged"),
    ),
    (
        "nobody says whose words they are",
        '"They fired on the crowd on Friday." It rained.',
        ("ASSAULT", "", "", "claimed"),
    ),
]


SAID = [
    ("we are not", '"We are not criminals," the Kenyan minister said.', "REJECT", "claimed"),
    ("we do not", '"We do not pay," the Kenyan minister said.', "REJECT", "claimed"),
    ("we do not know", '"We do not know," the Kenyan minister said.', "STATEMENT", "claimed"),
    ("they will pay", '"Uganda will pay for this," a Kenyan minister said.', "THREATEN", "claimed"),
    ("the response", 'The Kenyan army said the response would come at a time of its choosing.',
     "THREATEN", "claimed"),
    ("not until", "The Kenyan army said its soldiers would not stop until the town was free.",
     "THREATEN", "claimed"),
    ("a warning of what may be", '"We cannot answer for our men," a Kenyan minister warned.',
     "THREATEN", "claimed"),
    ("no soldier", '"No soldier has entered the hospital," the Kenyan army said.', "REJECT",
     "claimed"),
    ("no one", "No one was hurt, the Kenyan minister said.", "STATEMENT", "claimed"),
    ("ready to", "The Kenyan minister said he was ready to host new talks.", "AGREE", "claimed"),
    ("an insult", '"This is an insult," the Kenyan minister said.', "ACCUSE", "claimed"),
    ("a word not kept", '"Uganda has not kept its word," the Kenyan minister said.', "ACCUSE",
     "claimed"),
    ("the enemy", '"The enemy used banned weapons," the Kenyan army said.', "ACCUSE", "claimed"),
    ("what is done beside", "The Kenyan ministry said it had no interest in war, and blamed "
     "Uganda.",
     "STATEMENT", "claimed"),
    ("an order of the police", "Kenyan police ordered the marchers to leave.", "REQUEST",
     "reported"),
    ("an order of a court", "A Kenyan court ordered the dockers back to work.", "REQUEST",
     "reported"),
    ("an appeal of a state", "Kenya asked Uganda to leave.", "REQUEST", "claimed"),
    ("an apology", "The Kenyan minister apologized to the families.", "CONCEDE", "claimed"),
    ("a promise that", "The Kenyan minister promised that nobody would be arrested.", "AGREE",
     "expected"),
    ("a debate to come", "The Kenyan parliament will debate a motion on Friday.", "AGREE",
     "expected"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "status"), [pytest.param(*row[1:], id=row[0]) for row in SAID]
)
def test_what_words_do(text, code, status):
    first = events(text)[0]
    assert (first.value("event_type"), first.value("claim_status")) == (code, status)


@pytest.mark.parametrize(("text", "found"), [pytest.param(t, f, id=n) for n, t, f in IN_QUOTATIONS])
def test_acts_in_quotation_marks_are_somebodys_words(text, found):
    assert said(events(text)[-1]) == found


NONE = [
    ("nothing is told", "No details were provided."),
    ("it has not happened", "Turkey did not shell the village."),
    ("nobody did it", "Neither side shelled the village."),
    ("a condition", "If Turkey shelled the village, nobody saw it."),
    ("what might have been", "Turkey might have shelled the village."),
    ("what was not", "Had Turkey shelled the village, the war would have begun."),
    ("a purpose", "The column was there to shell the village."),
    ("a wish", "Turkey wants to shell the village."),
    ("without", "They left without shelling the village."),
    ("an earlier version", "An earlier version of this article said Turkey shelled the village."),
    ("who wrote it", "(Reporting by Ann Other, who arrested nobody; Editing by A. N. Other)"),
    ("where the writer is", "Ann Other is a reporter who met two ministers in Ankara."),
    ("the newsroom asks itself", "Q: Did Turkey shell the village?"),
    ("a description", "The Turkish-backed town lies on the river."),
    ("who is accused", "Eight people accused of spying left Kenya."),
    ("what a group calls itself", "A group calling itself the Lions left."),
    ("a heading", "Aid"),
]


@pytest.mark.parametrize("sentence", [pytest.param(s, id=n) for n, s in NONE])
def test_what_is_no_event(sentence):
    assert [proposal.clause for proposal in events(sentence)] == []


DATES = [
    ("its own", "Russia shelled Kharkiv on March 3, 2022.", "2022-03-03", "stated"),
    ("a weekday", "Russia shelled Kharkiv on Friday.", "2022-03-11", "resolved"),
    ("none: news of the day", "Russia shelled Kharkiv.", "2022-03-14", "resolved"),
    ("a heading", "March 3: Russia shells Kharkiv.", "2022-03-03", "resolved"),
    ("that of the report", "On March 3 Turkey condemned Greece.", "2022-03-03", "stated"),
    (
        "since a day, for what has been done",
        "The rebels have shelled Kharkiv twice since March 3.",
        "2022-03-03/2022-03-14",
        "stated",
    ),
    ("to come", "The generals go on trial in May.", "2022-05", "stated"),
]


@pytest.mark.parametrize(
    ("sentence", "date", "basis"), [pytest.param(s, d, b, id=n) for n, s, d, b in DATES]
)
def test_dates(sentence, date, basis):
    [proposal] = events(sentence)
    assert (proposal.value("date"), proposal.value("date_basis")) == (date, basis)


def test_what_counts_from_another_event_is_not_of_today():
    text = (
        "Rebels fired on a convoy on Thursday.\n\n"
        "Two days after rebels fired on the convoy, the Turkish army bombed Kos.\n\n"
        "Three days after rebels stormed a prison, the Turkish army bombed Chios."
    )
    found = [(p.value("date"), p.value("date_basis")) for p in events(text)]
    assert found[0] == ("2022-03-10", "resolved")
    assert ("2022-03-12", "resolved") in found
    assert found[-1] == ("2022-03~", "publication")


LOOSELY = [
    ("both clauses", "Shells hit a market and ten people died on Sunday.", 0, "2022-03-13"),
    ("the night", "Drones struck the port overnight.", 0, "2022-03-13/2022-03-14"),
    ("what is told of a day", "The toll rose to 17 on Sunday, doctors said.", 0, "2022-03-13"),
    ("a month of this year", "In March last year Turkey shelled Kos.", 0, "2021-03"),
]


@pytest.mark.parametrize(
    ("text", "nth", "date"), [pytest.param(t, n, d, id=i) for i, t, n, d in LOOSELY]
)
def test_dates_beside_the_act(text, nth, date):
    assert events(text)[nth].value("date") == date


@pytest.mark.parametrize(
    ("published", "date", "basis"),
    [("", "XXXX", "unknown"), ("2022-03", "2022-03~", "resolved"), ("2022", "2022~", "resolved")],
)
def test_no_weekday_becomes_a_day_without_the_day_of_publication(published, date, basis):
    [only] = events("Turkey shelled Kos on Friday.", published)
    assert (only.value("date"), only.value("date_basis")) == (date, basis)


def test_a_weekday_of_a_history_is_about_its_month():
    text = "On 3 March 1993 rebels stormed the ridge. Azerbaijan bombed the town on Friday."
    assert events(text, "")[1].value("date") == "1993-03~"


def test_what_is_condemned_dates_only_itself():
    text = "Turkey condemned the Greek attack of 3 March on a village."
    found = {p.value("event_type"): p.value("date") for p in events(text)}
    assert found == {"ACCUSE": "2022-03-14", "ASSAULT": "2022-03-03"}


def test_a_paragraph_that_told_another_day_is_not_of_today():
    text = (
        "On March 12 Turkey shelled Kos.\n\n"
        "On March 9 Turkey arrested two men. Greece condemned Turkey."
    )
    second = events(text)[2]
    assert (second.value("date"), second.value("date_basis")) == ("2022-03~", "publication")


def test_news_without_a_date_is_of_the_latest_day_told():
    text = "On March 12 Turkey shelled Kos.\n\nGreece condemned Turkey."
    second = events(text)[1]
    assert (second.value("date"), second.value("date_basis")) == ("2022-03-12", "resolved")


def test_a_story_of_long_ago_goes_on_in_its_paragraph():
    text = "On 3 March 2014 Turkey arrested two men. Greece condemned Turkey."
    second = events(text)[1]
    assert (second.value("date"), second.value("date_basis")) == ("2014-03-03", "resolved")


def test_an_approximate_publication_is_the_day_once_the_news_is_of_it():
    text = "Turkey condemned Greece on March 14.\n\nGreece rejected the charge."
    second = events(text, "2022-03-14~")[1]
    assert (second.value("date"), second.value("date_basis")) == ("2022-03-14", "resolved")


def test_a_narrative_goes_on_from_the_day_told_last():
    text = "On 3 March 1993 Armenian troops stormed the ridge. Azerbaijan bombed Berdik."
    second = events(text, "")[1]
    assert (second.value("date"), second.value("date_basis")) == ("1993-03-03", "resolved")


def test_two_that_no_event_brings_together_are_no_sides():
    text = "Mali shelled a village on Friday. Its jets are Russian, and Russia is far from Mali."
    assert events(text)[0].value("recipients") == ""


WAR = "Turkey shelled Greece on Friday. Greece shelled Turkey on Saturday.\n\n"
OTHER_SIDE = [
    ("who fights is meant", WAR + "Turkey bombed a village on Sunday.", "Greece"),
    ("not those who are named", WAR + "Turkish police shot at marchers on Sunday.", "marchers"),
    ("not years before", WAR + "In 2014 Turkey bombed a village.", ""),
    (
        "not a group without a name",
        "Turkey met union leaders. Union leaders accused Turkey.\n\nTurkey bombed a village.",
        "",
    ),
]


@pytest.mark.parametrize(("text", "name"), [pytest.param(t, r, id=n) for n, t, r in OTHER_SIDE])
def test_the_other_side_is_who_fights(text, name):
    assert events(text)[-1].value("recipients") == name


STRIKES = [
    ("of bombs", "Two days after the strike of 2 March the town was empty.", "ASSAULT"),
    ("of people who work", "Workers returned after the strike of 2 March.", "PROTEST"),
]


@pytest.mark.parametrize(("text", "code"), [pytest.param(t, c, id=n) for n, t, c in STRIKES])
def test_strikes(text, code):
    assert code in {proposal.value("event_type") for proposal in events(text)}


def test_who_is_meant_where_a_deed_is_condemned():
    text = "Russia shelled Kharkiv. France condemned the attack."
    second = events(text)[1]
    assert second.value("recipients") == "Russia"
    assert second.fields["recipients"].guess


def test_a_type_that_no_list_gives_is_a_guess():
    [only] = events("Turkey repainted the bridge on 2 March.")
    assert only.fields["event_type"].guess


def test_nothing_dates_it():
    [only] = events("Russia shelled Kharkiv.", "")
    assert (only.value("date"), only.value("date_basis")) == ("XXXX", "unknown")


def test_earlier_rounds_were_before_the_publication():
    [only] = events("Three previous rounds of talks produced few results.")
    assert only.value("date") == "../2022-03-14"
    assert only.value("event_type") == "CONSULT"


def test_what_is_told_of_a_day_to_come_is_expected():
    [only] = events("The generals go on trial in May.")
    assert only.value("claim_status") == "expected"


SPEAKERS = [
    (
        "a name with its office",
        "Pentagon spokesman John Kirby said the talks were useful.",
        "John Kirby",
    ),
    (
        "titles one after the other",
        '"They are shelling civilians," army spokesman Brig. Gen. Omar Said said on Sunday.',
        "Omar Said",
    ),
    (
        "the name in full stands elsewhere",
        "Mr. Keita condemned Russia. Mr. Lansana Keita leads the union.",
        "Lansana Keita",
    ),
    (
        "a day is no part of a name",
        "Keita condemned Russia. On Monday Keita condemned France.",
        "Keita",
    ),
    (
        "nor is the end of another sentence",
        "They left on Monday. Mr. Keita condemned Russia.",
        "Keita",
    ),
    ("a pronoun", "John Kirby said the talks were useful. He condemned Russia.", "John Kirby"),
    ("a capital", "Moscow condemned France.", "Russia"),
    ("a body", "The Turkish army condemned France.", "Turkish army"),
    (
        "an army is not its spokesman",
        "Army spokesman Omar Hakim said the talks were useful. The army condemned France.",
        "army",
    ),
    (
        "but the spokesman is he",
        "Army spokesman Omar Hakim said the talks were useful. The spokesman condemned France.",
        "Omar Hakim",
    ),
    ("officials", "Turkish officials condemned France.", "Turkish officials"),
    ("according to", "The talks were useful, according to Turkish officials.", "Turkish officials"),
]


@pytest.mark.parametrize(("text", "name"), [pytest.param(t, s, id=n) for n, t, s in SPEAKERS])
def test_speakers(text, name):
    assert events(text)[-1].value("speaker") == name


def test_the_role_has_its_party():
    [only] = events("Pentagon spokesman John Kirby said the talks were useful.")
    assert only.value("speaker_role") == "Pentagon spokesman (United States)"


def test_titles_written_short_are_no_office():
    text = "Turkish army spokesman Brig. Gen. Omar Said said the talks were useful."
    assert events(text)[0].value("speaker_role") == "army spokesman (Turkey)"


FIRST_PERSON = """Grace Achan is a nurse who worked in Kadugli. She spoke to us on Saturday.

I came to my ward in May and we had no fuel. On 2 October a shell hit our ward. I hid there.
My sister and I left.
In November the army arrested our director. I left my house and we walked to our border.
"""


def test_a_story_in_the_first_person_is_claimed_by_who_tells_it():
    found = events(FIRST_PERSON, "2023-11-20")
    shelled = next(p for p in found if "a shell hit" in p.value("quote"))
    assert said(shelled) == ("ASSAULT", "", "", "claimed")
    assert shelled.value("speaker") == "Grace Achan"


def test_whose_police_it_is_is_a_guess_where_only_the_text_as_a_whole_tells():
    text = "Peru voted. Chile closed its border with Peru. Peru's army left Lima. "
    *_, arrested, bombed = events(f"{text}Police arrested ten people. Peru's army bombed a town.")
    assert (arrested.value("actors"), arrested.fields["actors"].guess) == ("Peru", True)
    assert (bombed.value("actors"), bombed.fields["actors"].guess) == ("Peru", False)


def test_what_the_article_tells_itself_has_no_speaker():
    assert events("Russia shelled Kharkiv.")[0].value("speaker") == ""


CLAUSES = [
    (
        "without the title of who says it",
        "Turkey fired on us, Insp. Ann Lee said.",
        ["Turkey fired on us"],
    ),
    ("as it is", "Russia shelled Kharkiv.", ["Russia shelled Kharkiv"]),
    (
        "a relative time stays out, a date stays in",
        "A day later Russia shelled Kharkiv. On March 3 Russia shelled Odesa.",
        ["Russia shelled Kharkiv", "On March 3 Russia shelled Odesa"],
    ),
    (
        "what hangs loosely stays out",
        "Russia shelled Kharkiv, which lies in the east, while France looked on.",
        ["Russia shelled Kharkiv"],
    ),
    (
        "who says it is not a part of what others did",
        "Russian troops shelled Kharkiv on Sunday, Ukrainian officials said.",
        ["Russian troops shelled Kharkiv on Sunday"],
    ),
    (
        "who says it is a part of a view",
        "“It is a small door,” said Wendy Sherman, the envoy, who came on Tuesday.",
        ["“It is a small door,” said Wendy Sherman"],
    ),
    (
        "what went before stays out",
        "Turkey arrested two men after an election that nobody trusts.",
        ["Turkey arrested two men"],
    ),
    (
        "a verb without its subject",
        "Turkey condemned Greece and arrested two Greek officers.",
        ["Turkey condemned Greece", "arrested two Greek officers"],
    ),
]


CLAUSES += [
    (
        "a verb after what is told of its subject",
        "Japan, whose westernmost island lies 110 km from Taiwan, deployed Patriot missiles to it.",
        ["deployed Patriot missiles to it"],
    ),
    (
        "before a relative clause that is longer",
        "A court in Kinshasa on Tuesday acquitted four writers who were detained in December with "
        "their lawyers and their friends.",
        [
            "A court in Kinshasa on Tuesday acquitted four writers",
            "who were detained in December with their lawyers and their friends",
        ],
    ),
    (
        "a hyphen ends nothing",
        "Kenya imposed a dusk-to-dawn curfew.",
        ["Kenya imposed a dusk-to-dawn curfew"],
    ),
    (
        "a date behind an apposition",
        "Kenya has been battling Fano, a loose network of militias, since August 2021.",
        ["Kenya has been battling Fano, a loose network of militias, since August 2021"],
    ),
    (
        "a charge of which nothing more is told",
        "Kenya accused the Ugandan army of beating a girl.",
        ["Kenya accused the Ugandan army", "the Ugandan army of beating a girl"],
    ),
    (
        "what is only meant",
        "Kenyan police arrested a man on suspicion of helping the rebels.",
        ["Kenyan police arrested a man on suspicion of helping the rebels"],
    ),
    (
        "what others call it",
        "Kenya condemned what Uganda called an ambush.",
        ["Kenya condemned what Uganda called an ambush"],
    ),
    (
        "no half of a quotation",
        "Kenya promised elections “when the conditions are right” on Friday.",
        ["Kenya promised elections “when the conditions are right”"],
    ),
    (
        "the verb behind what is set in",
        "Kenya denied on Friday that the garrison at Moyale, 20 km away, had been slow to respond.",
        [
            "Kenya denied on Friday that the garrison at Moyale, 20 km away, had been slow to "
            "respond"
        ],
    ),
    (
        "what the verb needs behind an apposition",
        "A court in Kenya sentenced Ann Lee, a writer, to three years in prison.",
        ["A court in Kenya sentenced Ann Lee, a writer, to three years in prison"],
    ),
    (
        "what a party is to do",
        "On Friday the African Union is to send an envoy to Kenya.",
        ["the African Union is to send an envoy to Kenya"],
    ),
]


@pytest.mark.parametrize(("text", "clauses"), [pytest.param(t, c, id=n) for n, t, c in CLAUSES])
def test_the_shortest_passage(text, clauses):
    assert [proposal.clause.of(text) for proposal in events(text)] == clauses


def test_a_long_quotation_is_cut_where_a_quote_must_end():
    text = "“" + "We want peace, and we want it now. " * 20 + "” the French minister said."
    assert all(len(proposal.value("quote")) <= 320 for proposal in events(text))


PLACES = [
    ("in a town", "Russia and Ukraine held talks in Brest.", "Brest"),
    ("near it", "Gunmen attacked a patrol near Brest on Friday.", "near Brest"),
    ("none", "Russia and Ukraine held talks.", ""),
]


@pytest.mark.parametrize(("text", "place"), [pytest.param(t, p, id=n) for n, t, p in PLACES])
def test_places(text, place):
    assert events(text)[0].value("place") == place


DEATHS = [
    ("killing", "Russia shelled Kharkiv, killing at least 12 people.", "12"),
    ("in words", "Gunmen attacked a patrol and killed two men.", "2"),
    ("thousands", "Fighting in Yemen has killed 150,000 people.", "150000"),
    ("wounded only", "Russia shelled Kharkiv, wounding 12 people.", ""),
    (
        "told in a second sentence",
        "Gunmen attacked a bus near Brest on Friday. Nine people were killed.",
        "9",
    ),
]


@pytest.mark.parametrize(("text", "number"), [pytest.param(t, n, id=i) for i, t, n in DEATHS])
def test_fatalities(text, number):
    assert events(text)[0].value("fatalities") == number


def test_an_event_told_again_is_one():
    text = (
        "The army released two soldiers near Brest on Friday, local radio reported.\n\n"
        "It was cold. The army released the two soldiers near Brest on Friday."
    )
    found = [p for p in events(text) if p.value("event_type") == "RETREAT"]
    assert len(found) == 1


def test_every_field_names_its_rule_and_guesses_are_marked():
    text = "Turkey condemned Greece on March 3. Turkey and Greece met. Greece rejected the charge."
    last = events(text)[-1]
    assert last.value("recipients") == "Turkey"
    assert last.fields["recipients"].guess
    assert "words are answered" in last.fields["recipients"].rule
    assert all(evidence.rule for evidence in last.fields.values())
