// The long explanation of each code: what it means, why it matters in law, and a bad and a good
// example, or words alone where no example can show the thing. Written for county counsel.
//
// An example is one or more declarations, read beside policies/vocabulary.comity and
// policies/jurisdictions.comity; where it begins with a clause, it is the body of a policy that
// has a heading. Examples of records are JSON lines. tests/unit/grammar/diagnostics runs them all.
#include "grammar/diagnostics/codes.hpp"

namespace comity::diagnostics {
namespace {

// Each text begins on a line of its own, below the R"text( that opens it.
constexpr std::string_view written(Code code) {
  switch (code) {
    // -- the text of a file

    case Code::file_too_large:
      return R"text(
The file holds more text than any ordinance: more than 16 MiB. It was not read at all, and
nothing in it was checked.

No county code, with all its annexes, comes near this size. What is so large is almost always
something else that was given the name of a policy file by mistake: a scan, an export of the
jail's bookings, or many files run together. To read a part of it would be worse than to read
nothing, for a rule left unread is an exception that nobody sees.

What to do: keep one policy a file, named `policies/PLACE/TOPIC.comity`. Bookings belong in a
file of records (.json or .jsonl), tables of offenses in a file named offenses.csv.
)text";

    case Code::not_utf_8:
      return R"text(
The file is not in UTF-8, the ordinary way of storing text. At the place shown stands a byte
that begins no character, so from there on the letters could be read in more than one way.

The citation is the authority for every answer. A section sign or a dash that is read wrongly
turns a cite into one that cannot be found in the code, and the person who relies on the answer
cannot look it up. So nothing is guessed: the file is not read until it can be read in one way.

What to do: save the file again as UTF-8. Most editors offer it under `Save with encoding`.
Look at the section signs, quotes and accents once afterwards: they are what may have changed.
)text";

    case Code::control_character:
      return R"text(
A control character stands in the file: an invisible instruction to a printer or a screen,
such as a form feed or a backspace, left behind by a word processor or by copying from a PDF.

What counsel sees must be what is applied. A backspace can make a screen show another number
of hours than the file holds, and two people would then argue from two texts of one rule. A
carriage return alone is counted among them: some editors show it as a new line, others not.

What to do: remove the character, or apply the fix that is offered. Tabs and ordinary line
ends are fine. Text copied from a PDF is best pasted without its formatting.
)text";

    case Code::hidden_character:
      return R"text(
An invisible character stands in the file, or one that turns the direction in which text is
shown. The line that is seen is then not the line that is read, even inside a text in quotes.

With such characters a rule can be made to show `age < 18` on the screen and hold something
else, and a copy of the rule for the court would show yet another order of words. Most come by
accident, from web pages and messengers; some are planted. Neither belongs in a law.

What to do: remove the character, or apply the fix that is offered. If a name or a quotation
needs another script, write its letters plainly: they need no marks of direction here.
)text";

    case Code::foreign_character:
      return R"text(
Outside of texts in quotes and comments the language uses plain letters, digits and a few signs.
Here stands another character: a section sign without its quotes, or one that looks much like a
plain one, such as a word processor's curly quotes, a long dash or a letter of another alphabet.

Two names that look alike and are not would be two facts: a rule on the one never sees what a
record says of the other, and the detainer is answered as if the fact were not known.

Bad:
    rule no_agreement
      decline hold
      when not custodian.reimbursement_agreement
      cite § 46-37(a)
Good:
    rule no_agreement
      decline hold
      when not custodian.reimbursement_agreement
      cite "§ 46-37(a)"
)text";

    case Code::byte_order_mark:
      return R"text(
The file begins with a byte order mark: three invisible bytes that some editors put in front
of UTF-8 text. It is passed over, and the policy is read as it stands.

It changes no answer, hence only a warning. But two copies of one ordinance, one with the mark
and one without, are not the same bytes: whoever compares the copy that was certified with the
one that is in use is told that they differ, and finds no difference to look at.

What to do: nothing must be done. `comity format` writes the file without the mark; in an
editor, save it as `UTF-8` rather than `UTF-8 with BOM`.
)text";

    case Code::carriage_return:
      return R"text(
The lines of the file end in two characters, carriage return and line feed, as some systems
write them. The policy is read as it stands.

It changes no answer, hence only a warning. But when a file is saved once on each system, a
comparison of the two versions marks every line as changed, and the one line that the board
did change, say from 24 to 48 hours, is lost among them.

What to do: nothing must be done. `comity format` writes line feeds alone; most editors can be
told to do so, under `line endings`, `LF`.
)text";

    // -- syntax

    case Code::expected:
      return R"text(
The sentence breaks off, or goes on with something that cannot stand here. The message says
what belongs here and what was found instead; the place shown is where it belongs.

What cannot be read is never filled in. A hold `for 48` could be 48 hours or 48 days, and a
person is in custody for the difference; only the text of the policy can say which.

Bad:
    rule grave_offender
      honor hold for 48
      when any conviction is violent
Good:
    rule grave_offender
      honor hold for 48 hours
      when any conviction is violent
)text";

    case Code::wrong_word:
      return R"text(
The word is understood, but the language says it in another way: `when` rather than `if`,
`unless` rather than `except`, `is` rather than `=`. The message names the word to write.

There is one way to write each thing, so that the same rule reads the same in every county and
two policies can be laid side by side. Courts take a change of words for a change of meaning;
where only one word exists, nobody has to wonder whether a difference was intended.

Bad:
    rule youth
      decline hold
      if age < 18
Good:
    rule youth
      decline hold
      when age < 18
)text";

    case Code::reserved_word:
      return R"text(
A name was expected here, and what stands here is a word of the language, such as `later`,
`record`, `source` or `standing`. Those keep their one meaning and cannot name a rule, a fact
or a definition. Add a word that says more.

A defined term that is also an ordinary word is a known trap in statutes: in every sentence
one must ask which is meant. Here the question cannot arise.

Bad:
    definition later for conviction
      its convicted_on is after 2014-01-01
Good:
    definition later_conviction for conviction
      its convicted_on is after 2014-01-01
)text";

    case Code::name_form:
      return R"text(
Names are written in small letters, digits and single underscores, and begin with a letter:
`serious_felony`, `p1a`. Capitals, hyphens and underscores at the ends are no part of a name.

If `Minor` and `minor` could be two definitions, a rule for juveniles might rest on either, and
the difference would be one letter on the page. With small letters alone there is one name.

Bad:
    definition Minor
      age < 18
Good:
    definition minor
      age < 18
)text";

    case Code::unquoted_text:
      return R"text(
Titles, reasons, citations and addresses stand in double quotes, and here the quotes are
missing. Without them the words could not be told from the rule itself.

A citation is shown to the clerk and to the court exactly as it is written, signs and all.
The quotes mark where the county's own words begin and end.

Bad:
    rule no_agreement
      decline hold
      when not custodian.reimbursement_agreement
      cite 46-37(a)
Good:
    rule no_agreement
      decline hold
      when not custodian.reimbursement_agreement
      cite "46-37(a)"
)text";

    case Code::unclosed_text:
      return R"text(
A text was begun with a double quote, and its line ends before a second one closes it. A text
ends on the line on which it begins; a long one is written as several texts, line after line.

If a quote left open could run on, the lines below would become part of a citation, and with
them perhaps the exception for juveniles: the policy would still read well, without it.

Bad:
    rule youth
      decline hold
      when age < 18
      cite "3.54, juveniles
Good:
    rule youth
      decline hold
      when age < 18
      cite "3.54, juveniles"
)text";

    case Code::condition_without_when:
      return R"text(
A condition stands in a rule, and nothing says whether the rule needs it or yields to it.
A condition begins with `when` (the rule applies if this holds) or with `unless` (it does not).

Between the two lies the whole rule: `when gang_member` reaches the persons whom
`unless gang_member` exempts. A missing word is therefore asked for and never supplied.

Bad:
    rule gang
      honor hold
      gang_member
Good:
    rule gang
      honor hold
      when gang_member
)text";

    case Code::number_with_unit:
      return R"text(
The fact is a plain number, and here it is compared with a number that has a unit: `18 years`,
`5000 dollars`. An age is written `18`, an amount of money `$5,000`. Units belong to spans of
time: `within 5 years before booked_on`, `for 48 hours`.

An age and a look-back window are counted in different ways: one asks how old the person is,
the other whether a day lies within so many years of another. The form shows which is meant.

Bad:
    definition minor
      age < 18 years
Good:
    definition minor
      age < 18
)text";

    case Code::out_of_place:
      return R"text(
A clause stands outside of what it belongs to: a `when` under no rule, an `authority` under no
policy, a `require` under a definition or under `otherwise`, a `repeal` in a text that amends
nothing.

The place of a clause says what it governs. A duty binds the agency whenever its rule applies;
put under something that is no rule, it would be unclear when the duty arises, and a person
could be held without ever getting a copy of the request.

Bad:
    otherwise decline hold
      require give_copy
Good:
    rule copies
      require give_copy

    otherwise decline hold
)text";

    case Code::nested_too_deep:
      return R"text(
Parentheses stand within parentheses, or definitions, amendments or policies rest on one
another, deeper than the language allows (200 parentheses; far less is the limit of a reader).

A condition that cannot be read aloud cannot be applied by the clerk at the jail's window, nor
defended as notice to the person held. Statutes with exceptions to exceptions are where
drafters and courts most often part ways.

What to do: give the inner conditions names with `define`, as a statute defines its terms in
its first section, and let the rule speak in those names:
`when any conviction is grave and not exempt`. Where texts amend one another in a long chain,
write the law as it now stands in one text.
)text";

    // -- meaning

    case Code::unknown_name:
      return R"text(
The policy uses a name that nothing declares: no fact, definition, rule, decision, duty or
jurisdiction is called so. Most often it is misspelt; the nearest known name is offered.

A rule that asks for a fact under a wrong name would never find it: the exception would stand
in the ordinance and help nobody. So an unknown name is an error, and never silently false.

Bad:
    definition reported_gang
      gang_membr
Good:
    definition reported_gang
      gang_member
)text";

    case Code::duplicate_name:
      return R"text(
Two things bear one name: two rules of a policy, two policies, a definition and a fact. Since
rules are cited, overridden and repealed by their names, each name means one thing only.

An amendment that repeals `youth` would leave open which of two rules it strikes, and an answer
that names `youth` as its ground would not say why the detainer was declined.

Bad:
    rule youth
      decline hold
      when age < 18

    rule youth
      decline interview
      when age < 18
Good:
    rule youth
      decline hold, interview
      when age < 18
)text";

    case Code::repeated_clause:
      return R"text(
A clause stands twice where one is allowed: two `when` in a rule, two `status` in a policy, one
fact given twice in an example.

Two conditions, one under the other, can be meant as `both` or as `either`. A rule that honors
detainers for gang members with a removal order reaches few; one for gang members and, besides,
for all who have a removal order reaches many. Say which with `and` or `or`.

Bad:
    rule dangerous
      honor hold
      when gang_member
      when removal_order
Good:
    rule dangerous
      honor hold
      when gang_member and removal_order
)text";

    case Code::missing_clause:
      return R"text(
Something that must be said is not said: a policy names its `authority` and its `status`, an
enacted one since when it is `in force`, an example what it expects.

Whose law a text is, and whether it is law at all on the day of the request, decides before any
of its rules: a bill that was vetoed and an ordinance not yet in force bind no sheriff.

Bad:
    policy draft "Response to detainers"
      authority cook_county
      status    enacted
      source    "Cook County Code 46-37"
Good:
    policy draft "Response to detainers"
      authority cook_county
      status    enacted
      in force  from 2011-09-07
      source    "Cook County Code 46-37"
)text";

    case Code::kind_mismatch:
      return R"text(
Two things are compared that cannot be: a number with an amount of money, a date with a word,
a list as if it were one thing. The message says what each of them is.

Every threshold in a policy has its own measure: dollars of bail, years of age, days since a
conviction. A bound in the wrong measure is a slip of the pen, and guessing at it would move
the line between those who are released and those who are held.

Bad:
    definition high_bail for charge
      its bail >= 50000
Good:
    definition high_bail for charge
      its bail >= $50,000
)text";

    case Code::unknown_value:
      return R"text(
The fact takes one of a fixed set of values, and this is none of them: a misspelt level, an
outcome that the decision does not have, a number outside of its range, an unknown status. The
values there are, or the nearest one, are offered. Records are held to the same values.

A comparison with a value that does not exist is never true. A rule for felons, misspelt, would
let every detainer for a felon fall to `otherwise`, and nothing would look wrong.

Bad:
    definition once_a_felon
      any conviction where its level is felon
Good:
    definition once_a_felon
      any conviction where its level is felony
)text";

    case Code::ambiguous_value:
      return R"text(
After `it is` a value stands by its bare name, and here two facts of the record could have it.
Name the one that is meant: `its level is felony`.

A charge may be booked as a felony and later be reduced to a misdemeanor. Whether a detainer is
honored can turn on which of the two levels the rule looks at, so the rule must say.

Bad:
    record charge adds
      filed_level  level

    definition grave for charge
      it is felony
Good:
    record charge adds
      filed_level  level

    definition grave for charge
      its filed_level is felony
)text";

    case Code::mixed_and_or:
      return R"text(
`and` and `or` stand side by side without parentheses. The sentence has two readings, and the
message writes out both: choose one and keep its parentheses.

It is the classic fault of drafting. `a removal order or gang membership and a prior removal`
reaches either everybody with a removal order, or only those who were also removed before;
courts have been divided over such sentences, and here a hold depends on the answer.

Bad:
    definition priority
      removal_order or gang_member and prior_removal
Good:
    definition priority
      (removal_order or gang_member) and prior_removal
)text";

    case Code::two_readings:
      return R"text(
`any … is not` and `every … is not` can be read in two ways. `Any charge is not a felony` may
mean that no charge is one, or that some charge is not. Say `no charge is felony`, or
`any charge where it is not felony`, or `not every charge is felony`.

A person booked for a felony and for a misdemeanor meets the one reading and not the other: the
same sentence would let the detainer be declined or have it honored.

Bad:
    definition light
      any charge is not felony
Good:
    definition light
      no charge is felony
)text";

    case Code::list_form:
      return R"text(
`any`, `every` and `no` take the name of a list without its final `s`: `any conviction`.
`at least 3` takes it as it is declared, counts from two, and goes on with `where`. The name of
an element never stands alone.

`A conviction` in an ordinance can mean any, every or the latest one. A person with an old
conviction and a recent one is held under one reading and released under another; so the
sentence must say which, and says it in one form.

Bad:
    definition grave_past
      any convictions where it is violent
Good:
    definition grave_past
      any conviction where it is violent
)text";

    case Code::not_form:
      return R"text(
There is one way to write a negation: `no conviction …` for `not any conviction …`, `is not` for
`not … is`, `<` for `not … >=`, `is on or after` for `is not before`.

Negations are where exceptions hide. With one form for each, a reader sees at a glance who is
exempt, two policies that exempt the same persons read alike, and nobody argues from the choice
of words that another class was meant.

Bad:
    definition clean
      not any conviction is violent
Good:
    definition clean
      no conviction is violent
)text";

    case Code::every_needs_name:
      return R"text(
`every` takes a value, or a condition that has a name: `every charge is petty`. It takes no
`where`, and it does not stand alone.

`Every charge where its level is misdemeanor` breaks off: it picks some charges out and does
not say what is true of them. It could mean that all charges are misdemeanors, or that the
misdemeanors among them meet something left unsaid. A person with one felony charge is let
go under the second reading. Mind also that `every` is true of an empty list.

Bad:
    definition minor_arrest
      every charge where its level is at most misdemeanor
Good:
    definition petty for charge
      its level is at most misdemeanor

    definition minor_arrest
      every charge is petty
)text";

    case Code::where_without_it:
      return R"text(
`where` opens a condition on one element of a list, such as one conviction, and each part of it
says so with `it` or `its`. This part speaks of the person or the booking instead. Put it in
front of the list, or name the fact of the element.

`Any conviction where it is violent and gang_member` leaves open whether the membership belongs
to the conviction, as an enhancement does, or to the person. Who is held depends on it.

Bad:
    definition violent_gang
      any conviction where it is violent and gang_member
Good:
    definition violent_gang
      gang_member and any conviction where it is violent
)text";

    case Code::quantifier_inside:
      return R"text(
Inside a condition on one element of a list stands `any`, `every`, `no` or `at least`, about
another list. Ask the two beside each other, joined by `and` or `or`.

A conviction that is violent `and any charge is felony` seems to tie that conviction to a
charge, as if the one had to do with the other. No record states such a tie; side by side, the
two are plainly two grounds for the hold, and each can be proved for itself.

Bad:
    definition repeat_offender
      any conviction where it is violent and any charge is felony
Good:
    definition repeat_offender
      any charge is felony and any conviction where it is violent
)text";

    case Code::no_element:
      return R"text(
`it` and `its` speak of one element of a list: one charge, one conviction. Here there is none.
They stand in `where`, in a definition `for` a record, and in `always`.

`Its conviction date is recent` has no answer for a person with three convictions. Whether a
look-back window must be met by one of them, by all or by the last one is the rule's business
to say, with `any`, `every` or `at least`.

Bad:
    definition recent
      its convicted_on is within 5 years before booked_on
Good:
    definition recent for conviction
      its convicted_on is within 5 years before booked_on
)text";

    case Code::set_compared:
      return R"text(
The fact is a set: it holds everything that is true of the offense at once, such as violent and
sexual. It is not equal to one value; ask for a member with `it is violent`.

`Its traits are violent` could mean violent among others or violent and nothing else. An
offense that is violent and involves a weapon would drop out of the second, and the gravest
offenders would be those whom the rule for violent offenders does not reach.

Bad:
    definition grave for conviction
      its traits is violent
Good:
    definition grave for conviction
      it is violent
)text";

    case Code::yes_no_compared:
      return R"text(
The fact is a plain yes or no, and is written bare, or after `not`. It is not compared with
`yes` or `no`.

With one form only, a rule reads as it is spoken: honor when ICE has agreed to pay. A chain of
`is not no` makes the reader count negations, and a miscount turns a condition of the county
into its opposite.

Bad:
    definition paid
      custodian.reimbursement_agreement is yes
Good:
    definition paid
      custodian.reimbursement_agreement
)text";

    case Code::never_holds:
      return R"text(
No record can ever meet this comparison: the bound lies outside of what the fact can be, a
list is asked for 0 elements, or another policy is asked about a decision that it never makes.

A condition that is never met makes an exception that exempts nobody. It stands in the text,
it may even have been fought for, and the jail decides as if it were not there. Nearly always
a digit slipped in, as here.

Bad:
    definition elderly
      age > 650
Good:
    definition elderly
      age > 65
)text";

    case Code::circle:
      return R"text(
Things are defined by one another: a definition that leads back to itself, rules that override
each other in turn, policies that ask or amend one another, places that lie within each other.

A circle has no answer. If grave is what is removable, and removable is what is grave, no
conviction can be shown to be either, and each side may say what it likes about the person.

Bad:
    definition grave for conviction
      it is removable

    definition removable for conviction
      it is grave
Good:
    definition grave for conviction
      it is any of (serious, violent)

    definition removable for conviction
      it is grave
)text";

    case Code::overrides_nothing:
      return R"text(
A rule overrides another one, and the two speak to no common decision. Nothing is overridden:
the hold below is honored for a juvenile, although a rule for juveniles says that it overrides.
The author believed in an exception that is not there. Let it speak to the decision meant.

Bad:
    rule agreement
      honor hold
      when custodian.reimbursement_agreement

    rule youth overrides agreement
      decline notify
      when age < 18
Good:
    rule agreement
      honor hold
      when custodian.reimbursement_agreement

    rule youth overrides agreement
      decline hold, notify
      when age < 18
)text";

    case Code::empty_rule:
      return R"text(
The rule says when it applies and not what follows: it decides nothing, overrides no rule and
requires no duty.

An exception without an effect is a sentence that breaks off. The person it was written for
is treated as if it did not exist, and the ordinance looks as if it protected them.

Bad:
    rule youth
      when age < 18
      cite "3.54, juveniles"
Good:
    rule youth
      decline hold
      when age < 18
      cite "3.54, juveniles"
)text";

    case Code::no_citation:
      return R"text(
A rule, an `otherwise` or a standing fact names no source, and the policy around it names none
either. Add `cite "…"` here, or `source "…"` to the policy.

Every answer is given with its authority. A detainer declined under a rule without a source
cannot be defended, and one honored under it detains a person on nobody's order. Only a
yardstick, which is law nowhere and serves to compare, may go without.

Bad:
    policy draft "Response to detainers"
      authority cook_county
      status    proposed

      otherwise decline hold
Good:
    policy draft "Response to detainers"
      authority cook_county
      status    proposed

      otherwise decline hold
        cite "46-37(a)"
)text";

    case Code::no_such_date:
      return R"text(
The calendar has no such day, or the clock no such time: 31 June, 29 February of a year without
one, 24:30. Records are held to the same calendar.

A date decides whether a text was in force, and whether a conviction lies inside the window of
five or ten years. To move it to the next real day in silence would be to amend the law, so
the source must be looked up.

Bad:
    definition since_reform for conviction
      its convicted_on is on or after 2013-02-29
Good:
    definition since_reform for conviction
      its convicted_on is on or after 2013-03-01
)text";

    case Code::dates_reversed:
      return R"text(
A period ends before it begins, or on the day on which it begins. `until` names the first day on
which a text or a standing fact no longer holds, so it must be later than `from`.

What has such a period holds on no day at all: an ordinance would decide no detainer, and the
county's statement that ICE does not pay would never be heard, though both stand in the file.

Bad:
    standing cook_county
      custodian.reimbursement_agreement is no from 2013-01-01 until 2011-09-07
        cite "The sheriff's letter"
Good:
    standing cook_county
      custodian.reimbursement_agreement is no from 2011-09-07 until 2013-01-01
        cite "The sheriff's letter"
)text";

    case Code::number_too_large:
      return R"text(
The number is larger than anything that law counts in: bail of trillions, a window of ten
thousand years, a hold of a million hours. Digits have run together, or a zero was held down.

A look-back window that reaches behind every conviction is no window: it makes each old offense
count for ever, and what the board meant to be a limit is none.

Bad:
    definition recent for conviction
      its convicted_on is within 10000 years before booked_on
Good:
    definition recent for conviction
      its convicted_on is within 10 years before booked_on
)text";

    case Code::hours_on_a_date:
      return R"text(
Hours are added to a date that has no time of day, or counted back from one. Count in days, or
use a fact that is a date and time, such as `release_due`.

The 48 hours of a detainer begin at a minute: when the person would otherwise walk out. From a
date alone nobody can say when they end, and the difference of up to a day is a day in custody
without authority.

Bad:
    definition prompt
      release_due is within 48 hours after booked_on
Good:
    definition prompt
      release_due is within 2 days after booked_on
)text";

    case Code::list_name:
      return R"text(
The name of a list ends in `s`, and without its `s` it must be no other fact of the record: so
`any`, `every` and `no` speak of its elements, as in `any conviction`.

With that one form a rule says whether it asks about one conviction or about the whole of a
person's history, which is where readings of an ordinance differ most.

Bad:
    record booking adds
      juvenile_history  list of conviction
Good:
    record booking adds
      juvenile_convictions  list of conviction
)text";

    case Code::misplaced_mark:
      return R"text(
A mark stands on a fact that cannot bear it, or on a second fact: the identifier is a text, what
dates the record is a date, what starts the clock is a date and time, and there is one of each.

The clock of a hold starts at the one fact that is so marked. With two of them, or with a mere
date, the hour at which the hold must end could not be told. A term that is counted from
elsewhere says so in its rule: `for 48 hours from transferred_at`.

Bad:
    record booking adds
      transferred_at  date and time  starts the clock
Good:
    record booking adds
      transferred_at  date and time
)text";

    case Code::impossible_record:
      return R"text(
The example describes a record that cannot exist, such as a booking without any charge where
there is always one or more.

Examples are the policy's test cases: counsel agrees to them one by one. What is shown on a
person who cannot be before the jail proves nothing about those who can. What is not known is
left out of an example, and not given as none.

Bad:
    example no_charge "Booked, and the charge not yet entered"
      charges none
      expect cook_county silent hold
Good:
    example no_charge "Booked, and the charge not yet entered"
      convictions none
      expect cook_county silent hold
)text";

    case Code::overlapping_facts:
      return R"text(
Two standing facts state the same thing of one jurisdiction for the same day. End the earlier
one with `until`, the first day on which it no longer holds.

Many a county honors holds only while ICE has agreed in writing to pay. If the file says yes
and no for one day, the answer for that day would depend on which line is read first, and the
county's bill, or a person's release, with it.

Bad:
    standing cook_county
      custodian.reimbursement_agreement is no from 2011-09-07
        cite "The sheriff's letter"
      custodian.reimbursement_agreement is yes from 2013-01-01
        cite "The written agreement"
Good:
    standing cook_county
      custodian.reimbursement_agreement is no from 2011-09-07 until 2013-01-01
        cite "The sheriff's letter"
      custodian.reimbursement_agreement is yes from 2013-01-01
        cite "The written agreement"
)text";

    case Code::overlapping_versions:
      return R"text(
Two enacted texts amend the same text, neither amends the other, and there is a day on which
both are in force. Which of them is the law that day is not said.

An amendment takes the place of what it amends for as long as it is in force. Two amendments
of one ordinance that overlap would each claim the place, and a hold decided in those days
would rest on whichever was looked at first.

What to do: let the later one amend the earlier (`policy third amends second "…"`), or end the
earlier one with `until`, the first day on which it no longer holds.
)text";

    case Code::hole_between_versions:
      return R"text(
A text ends, a text that amends it begins later, and in between no version of it is in force.
That may be so: a law can lapse. More often one of the two dates is off by a day.

`until` names the first day on which a text no longer holds, not the last on which it does: a
text that is followed on 1 January 2013 ends `until 2013-01-01`, not `until 2012-12-31`.

For a booking in the hole the policy says nothing, and the law above it, or none, decides
whether a hold may be honored.
)text";

    // -- records

    case Code::malformed_record:
      return R"text(
The record is not written as JSON: a comma too many, a quote or a bracket that is missing, a
word where a value belongs. The message shows how far it could be read. This record is left
out, and all others are read.

Where the form is broken, a fact could be cut off or end up under another key. A booking that
is half-read would be answered as if the rest were not known, and nobody could say which half.

Bad:
    {"id": "4711", "age": 34, "gang_member": false,}
Good:
    {"id": "4711", "age": 34, "gang_member": false}
)text";

    case Code::record_too_large:
      return R"text(
A single record is larger than 16 MB, which no booking is, however long the person's history.
It is left out and named, and the records after it are read.

Almost always many records were run together into one line, or a document was put into a
field. To cut such a record short could cut off the very conviction that a rule asks for, and
the person would be released, or held, on a history that is not theirs.

What to do: write each record on a line of its own in a .jsonl file, or as one element of the
array in a .json file, and leave out fields that no policy asks about.
)text";

    case Code::input_cut_short:
      return R"text(
The records could not be read to their end: the disk, the network or the program that supplies
them failed. All records before the failure were read; how many follow is not known.

An answer for each booking that was read is still right. A count, a comparison of two policies
or a report to the board is not: it would speak of a part of the arrests as if it were all of
them, and nobody knows whom the rest would have included.

What to do: run it again. If it fails at the same place, copy the file anew and compare its
size with that of the original.
)text";

    case Code::unknown_key:
      return R"text(
The record has a key that is no fact of the vocabulary: misspelt, or a column of the jail's
system that the policies do not ask about. The nearest fact is offered.

What is misspelt is not known. If `gang_membr` were passed over, every policy with an exception
for gang members would be answered as if the file had never been consulted, or by presumption.
Keys that are no facts on purpose are passed over with `--allow-extra-keys`.

Bad:
    {"id": "4711", "gang_membr": true}
Good:
    {"id": "4711", "gang_member": true}
)text";

    case Code::duplicate_key:
      return R"text(
One key stands twice in a record. Remove one of them, or correct the one that was meant to be
another key.

JSON does not say which of two values counts, and programs differ: one jail's system would
call the person 17, another 18. An exception for juveniles turns on that year, so neither value
is taken.

Bad:
    {"id": "4711", "age": 17, "age": 18}
Good:
    {"id": "4711", "age": 17}
)text";

    case Code::wrong_type:
      return R"text(
A fact is given a value of another type: a number as a text in quotes, a yes/no as a word, one
charge where an array of charges belongs. The message says what it must be.

To guess is easy for "34" and hard for "34 (claimed)" or "O4"; a juvenile must not become an
adult by a conversion that nobody sees. So no value is put right in silence: the export from
the jail's system is corrected once, and then holds for all records.

Bad:
    {"id": "4711", "age": "34"}
Good:
    {"id": "4711", "age": 34}
)text";

    case Code::wrong_form:
      return R"text(
A date, a time or an amount of money is not written as records write it: dates are
"2013-01-01", date and time "2013-01-01T17:00", money a number of dollars with at most two
decimals.

04/05/2012 is a day in April to one reader and in May to another. A month moves a conviction
into a look-back window or out of it, and a text into force or out of it.

Bad:
    {"id": "4711", "booked_on": "04/05/2012"}
Good:
    {"id": "4711", "booked_on": "2012-04-05"}
)text";

    case Code::out_of_range:
      return R"text(
A number or an amount of money is outside of what the fact can be: an age above 120, bail below
zero or of more dollars than a record can hold.

Systems often write 999 or -1 where something is not known. Taken as an age, such a code
makes an adult of a juvenile, and the rule that declines detainers for juveniles passes them
by. What is not known is left out: then the answer says that the age is missing.

Bad:
    {"id": "4711", "age": 999}
Good:
    {"id": "4711"}
)text";

    case Code::empty_list:
      return R"text(
A list that always has one element or more is empty. Leave the key out where the elements are
not known, and write `[]` only for lists that may be empty, such as convictions.

No one is booked on no charge. If an empty list of charges were believed, `every charge is
petty` would be true of it, and the detainer declined for a person whose charges nobody has
entered. Left out, they are reported as missing, and the answer as undetermined.

Bad:
    {"id": "4711", "charges": []}
Good:
    {"id": "4711"}
)text";

    case Code::missing_identifier:
      return R"text(
The record has no identifier, or an empty one: the booking number or whatever else tells it
from all others.

An answer must be found again for the person it is about. Without a number, a decision to hold
or to release could be carried out on another booking, and no court could later be shown on
which facts it was made.

Bad:
    {"age": 34, "gang_member": false}
Good:
    {"id": "4711", "age": 34, "gang_member": false}
)text";

    case Code::broken_constraint:
      return R"text(
The record contradicts itself. The vocabulary says what is `always` true of a record, such as
that a sentence does not end before the conviction, and this record breaks it.

One of the two facts is wrong, and which one is not known: mistyped years are common in old
files. A window of ten years after conviction and one of five years after release would be
measured from a day that cannot be, so the record is left out until somebody has looked.

Bad:
    {"id": "1", "convictions": [{"convicted_on": "2009-05-01", "released_on": "2007-05-01"}]}
Good:
    {"id": "1", "convictions": [{"convicted_on": "2007-05-01", "released_on": "2009-05-01"}]}
)text";

    case Code::undated_record:
      return R"text(
A jurisdiction was asked, and nothing says for which day. The law that applies is that of a
day: the one given with --on, else the one on which the request was made, else that of the
booking. This record states neither, so it is left out.

Policies change: on one day a county's ordinance stands alone, on the next a state's act
stands above it. An answer without a day would be an answer under no law.

What to do: state the date in the record, or ask with --on.
)text";

    case Code::many_problems:
      return R"text(
The record has more than 100 problems. The first 100 are shown, and the others counted here.
The record is left out, as it would be for one problem alone.

So many seldom come one by one. The file belongs to another vocabulary, or a column has slipped
and each value stands under its neighbor's key: what reads as the date of release is then the
date of birth. Nothing that such a file says about a person should decide a detainer.

What to do: correct what the first few have in common, and run it again.
)text";

    case Code::table_column:
      return R"text(
The header of an offense table names a column that the table cannot have, names one twice, or
lacks the one that holds the statute. Columns are facts of the records that are `classified by
offenses`, and four words of the table's own: title, maybe, from and until.

A column that is spelt wrongly would be passed over, and what it says of every offense with it:
a county would decline to hold on a charge that its own table calls violent.

Bad:
    statute,levl,traits
    PC 187,felony,serious violent homicide
Good:
    statute,level,traits
    PC 187,felony,serious violent homicide
)text";

    case Code::table_row:
      return R"text(
A row of an offense table has more or fewer cells than the header has names, or its quotes are
not closed. Most often a title has a comma in it and no quotes around it.

All cells after the comma have slipped by one, and what reads as a trait may be half a title.
The table is not used before the row is mended.

Bad:
    statute,level,title
    PC 459,felony,Burglary, of the first degree or not
Good:
    statute,level,title
    PC 459,felony,"Burglary, of the first degree or not"
)text";

    case Code::table_value:
      return R"text(
A cell of an offense table is not what its column holds: a level is left empty, a trait stands
both in the set and in `maybe`, a date is not a date, or a list of codes names one that no
statute of the tables has.

`maybe` lists what depends on what was proved: the record may have it, so it is unknown. What
stands in the set itself is true of every such offense. Nothing can be both.

Bad:
    statute,level,traits,maybe
    PC 459,felony,burglary serious,serious violent
Good:
    statute,level,traits,maybe
    PC 459,felony,burglary,serious violent
)text";

    case Code::table_rows_differ:
      return R"text(
Two rows of the offense tables are of one statute and one level, hold on one day, and say
different things of it. The rows may stand in two files, and may spell the statute in two ways.

Which of them is right, the tool cannot know, and the first of two is no better than the second.
Where the law has changed, each row has its days: `until` is the first day on which it no longer
holds.

Bad:
    statute,level,traits
    HS 11350(a),felony,drug_possession
    11350(A)HS,felony,drug_distribution
Good:
    statute,level,traits,from,until
    HS 11350(a),felony,drug_possession,,2014-11-05
    11350(A)HS,felony,drug_distribution,2014-11-05,
)text";

    case Code::contradicted_table:
      return R"text(
Records state a level, a trait or another fact of an offense, and the offense tables have it
otherwise for the statute that the record names. What the record says was kept: the clerk may
know what was proved, where the table knows only what the statute says.

The warning comes once for each statute, with how often. When it is often, the table is wrong or
out of date, or a column of the records holds something else than its name says.

What to do: look at the first record it names, and mend the table or the records.
)text";

    case Code::malformed_row:
      return R"text(
A row of the CSV cannot be read: a quote stands where none can or is never closed, a cell holds
bytes that are no text, or the row has more or fewer cells than there are columns.

Where a cell begins or ends is then not sure, and a slipped row would put the date of release
under the date of birth. So the row is left out. After a quote that is never closed nothing can
be read, since everything to the end of the file may be within the quotes.

What to do: look at the line that the message names. A cell that holds the delimiter, a quote
or a line break stands in double quotes, and a quote within it is written twice. Most
spreadsheets do both when they save as CSV in UTF-8.
)text";

    case Code::faulty_distribution:
      return R"text(
The file given with `comity sample --like` does not say how a fact is drawn, or says it twice,
or in a way that does not fit the fact: a list without what each element is, a set among
weights, a date counted from one that is not drawn before it. No record is drawn then.

Make-believe records are used to see what a policy would do to people like those of a place. A
fact that was left out by a slip would make every answer that rests on it undetermined.

What to do: write what the message proposes; docs/distributions.md has every form with an
example, and policies/distributions holds whole files.
)text";

    case Code::unfounded_number:
      return R"text(
A distribution file gives a number, a weight or a share, and neither the object that holds it
nor one around it says where it is from. Each number needs a `source`, or an `assumption` with
the reason why it is thought to be so. One for the whole file, at its top, is enough.

What a sample shows about a policy is worth as much as the numbers that it was drawn after. Who
reads the result has to be able to tell what was counted from what was guessed.

What to do: add `"source": "..."` or `"assumption": "..."`.
)text";

    case Code::date_form:
      return R"text(
A mapping says how its table writes dates: `YYYY-MM-DD`, `M/D/YY`, `YYYY-MM-DD HH:MM`. This form
has no year, month or day, has a part twice, or leaves open where a part ends.

A date that is read wrongly moves every window: ten years after conviction would begin on
another day. So each form names its parts, and a cell must fit one of them exactly.

Bad:
    mapping jail "One row per charge"
      dates "MM/DD"
      column "id" as id
Good:
    mapping jail "One row per charge"
      dates "MM/DD/YYYY"
      column "id" as id
)text";

    case Code::unmapped_column:
      return R"text(
The table has a column that the mapping neither uses nor ignores. It may be one of its own under
another spelling, or one that a later export has added.

A column passed over in silence could hold the convictions that a policy asks about, and every
answer would look complete without them. So each column is either mapped, or ignored by name.

What to do: add `column "NAME" as FACT` or `ignore "NAME"` to the mapping, with the name as the
table writes it. `--allow-extra-keys` passes over such columns for once, and says which.
)text";

    case Code::missing_column:
      return R"text(
The mapping names a column that the table does not have: it is spelt otherwise there, or this
is another table, or its header is not the first line.

Read without it, every record would lack that fact. The answers would be undetermined for a
reason that nobody sees, or a presumption of the policy would stand in for what the sheriff's
file does say under another name.

What to do: correct the name in the mapping, or take the line out if this table lacks the fact.
)text";

    case Code::duplicate_column:
      return R"text(
Two columns of the table have one name, or one number where the mapping has a `*`. The mapping
speaks of columns by their names, so it cannot tell them apart.

Which of the two is the date of release and which that of an earlier stay, nobody can say by
the name; the first or the last one would be a guess about a person.

What to do: give one of them another name in the first line of the table. Where neither is
needed, ignore the name: of two that are ignored nothing is asked.
)text";

    case Code::unknown_code:
      return R"text(
A cell holds a code that the mapping does not list for its column. Each jail has codes of its
own, and the mapping says what each one means.

An unlisted code may be a slip of the pen or a class of offense that nobody thought of. Taken
for unknown, it would hide a felony; taken for the nearest, it would invent one.

What to do: correct the cell, or list the code: `"F9" means felony`, or `"F9" means unknown`
where it says nothing that the vocabulary can express.
)text";

    case Code::rows_disagree:
      return R"text(
The rows that share a key are one record, with a charge in each row. What they say of the person
must be the same in every row, and here it is not.

Two ages or two dates of booking under one number are two bookings under one number, or a slip
in one of them. To answer from the first row would decide by the order of lines in a file. The
record is left out until somebody has looked.

What to do: correct one of the two lines that the message names. A row may leave the cell blank.
)text";

    // -- lint

    case Code::gap:
      return R"text(
For some records no rule of the text applies, and no `otherwise` says what then holds. A text
that only forbids or only commands leaves the rest to others, and is not meant; here the rules
answer both ways, or the text is that of a county or a city, and nobody else will answer.

A person who falls between two rules is treated as the officer on duty thinks fit. A crime
punishable by exactly one year, between `more than` and `less than`, is the textbook case.

Bad:
    rule adult
      honor hold
      when age > 18
    rule youth
      decline hold
      when age < 18
Good:
    rule adult
      honor hold
      when age >= 18

    rule youth
      decline hold
      when age < 18
)text";

    case Code::conflict:
      return R"text(
Two rules can apply to the same record and say different things, and the text does not say
which goes before. For such a record the policy is in conflict with itself, and has no answer.

The order in which rules are printed decides nothing, here as in most codes. A court would
have to choose, after somebody was held; the drafter can choose now, with one word.

Bad:
    rule gang
      honor hold
      when gang_member
    rule youth
      decline hold
      when age < 18
    otherwise decline hold
Good:
    rule gang
      honor hold
      when gang_member

    rule youth overrides gang
      decline hold
      when age < 18

    otherwise decline hold
)text";

    case Code::may_and_must:
      return R"text(
For one and the same record one rule commands what another leaves free: it says both `honor`
and `may honor`. Neither overrides the other, so the policy is in conflict with itself.

Mixing `may` and `shall` for one case is a fault that courts are asked to mend again and
again: the officer who declines has kept the one rule and broken the other.

Bad:
    rule felony
      may honor hold
      when any conviction is felony
    rule gang
      honor hold
      when gang_member
    otherwise decline hold
Good:
    rule felony
      may honor hold
      when any conviction is felony
      unless gang_member

    rule gang
      honor hold
      when gang_member

    otherwise decline hold
)text";

    case Code::rule_never_decides:
      return R"text(
No record can be decided by this rule. Either nothing meets its condition, or wherever the
condition holds, other rules override it; they are named. A bar that never applies counts too.

A rule without effect looks like a promise and is none. Mostly the rule that covers it was
meant to be narrower, or a bound was copied with the wrong sign.

Bad:
    rule gang
      honor hold
      when gang_member and age >= 18
    rule adult overrides gang
      decline hold
      when age >= 16
    otherwise decline hold
Good:
    rule gang
      honor hold
      when gang_member and age >= 18

    rule adult overrides gang
      decline hold
      when age >= 65

    otherwise decline hold
)text";

    case Code::rule_changes_nothing:
      return R"text(
With the rule or without it, every record has the same answer, with the same terms and duties.
Other rules, or `otherwise`, say the same wherever it decides; they are named, with a record.

Often that is the trace of a slip: the outcome of a rule was left as in the one above it, or
the `otherwise` was changed and the rule forgotten. A reader takes it for a distinction, and
argues it.

Bad:
    rule youth
      decline hold
      when age < 18
    otherwise decline hold
Good:
    rule youth
      decline hold
      when age < 18

    otherwise may honor hold
)text";

    case Code::duplicate_rule:
      return R"text(
Two rules say the same thing of the same records, whatever their words. One of them is a copy.

A copy was mostly meant to differ: the second of two look-back periods, the other of two
lists. And a copy that is kept is amended by half, one day: then the two contradict one
another.

Bad:
    rule gang
      honor hold
      when gang_member
    rule listed
      honor hold
      when gang_member
    otherwise decline hold
Good:
    rule gang
      honor hold
      when gang_member

    rule listed
      honor hold
      when prior_removal

    otherwise decline hold
)text";

    case Code::exception_never_narrows:
      return R"text(
An `unless` or an `overrides` changes no answer: no record that the rule would decide is let
off. Either the two conditions exclude one another, or what would stand instead is the same.

An exception that exempts nobody is one that somebody fought for. In the text below nobody
under 18 falls under the rule, so that the exception for the young is a promise without
content.

Bad:
    rule adult
      honor hold
      when age >= 18
      unless age < 16
    otherwise decline hold
Good:
    rule adult
      honor hold
      when age >= 18
      unless age >= 65

    otherwise decline hold
)text";

    case Code::exception_too_wide:
      return R"text(
A rule overrides another, and decides also where that other does not apply, against what
`otherwise` says there. It is written as an exception to one rule and works as a rule of its
own.

The exception below was to soften the rule on felonies for the young; it also opens the hold
of every youth without one. Rules that form a ladder, each graver one over the milder, are
left alone.

Bad:
    rule felony
      honor hold
      when any conviction is felony
    rule youth overrides felony
      may honor hold
      when age < 18
    otherwise decline hold
Good:
    rule felony
      honor hold
      when any conviction is felony

    rule youth overrides felony
      may honor hold
      when age < 18 and any conviction is felony

    otherwise decline hold
)text";

    case Code::condition_always_true:
      return R"text(
The condition holds of every record, or of every one for which it is asked. It draws no line.

A bound at the edge of what a fact can be (an age of at least 0), or an `or` of a thing and
its opposite, reads like a restriction; whoever relies on it relies on nothing.

Bad:
    rule adult
      honor hold
      when age >= 0 and gang_member
    otherwise decline hold
Good:
    rule adult
      honor hold
      when age >= 18 and gang_member

    otherwise decline hold
)text";

    case Code::condition_always_false:
      return R"text(
The condition holds of no record, or of none for which it is asked. As part of an `or` it
opens nothing; within a definition it makes the definition empty.

Two bounds that were meant as alternatives and joined by `and` are the usual cause.

Bad:
    rule listed
      honor hold
      when gang_member
        or (age < 16 and age > 18)
    otherwise decline hold
Good:
    rule listed
      honor hold
      when gang_member or age < 16 or age > 18

    otherwise decline hold
)text";

    case Code::redundant_condition:
      return R"text(
A link of an `and` holds wherever the rest of it holds, or a link of an `or` opens nothing
that the others do not open already. Taken out, no answer changes.

What adds nothing was mostly meant to add something: the other of two bounds, another list.
Courts read statutes so that every word counts, and will find a meaning for this one.

Bad:
    rule adult
      honor hold
      when gang_member and age >= 18 and age >= 16
    otherwise decline hold
Good:
    rule adult
      honor hold
      when gang_member and age >= 18

    otherwise decline hold
)text";

    case Code::otherwise_never_reached:
      return R"text(
The rules answer every record, so that `otherwise` answers none.

It looks like the default of the text and is not. Mostly one of the rules was meant to be
narrower: an `or` that should be an `and`, a bound with the wrong sign, a rule without its
condition.

Bad:
    rule adult
      honor hold
      when age >= 18
    rule youth
      decline hold
      when age < 18
    otherwise may honor hold
Good:
    rule adult
      honor hold
      when age >= 18

    rule youth
      decline hold
      when age < 16

    otherwise may honor hold
)text";

    case Code::outcome_never_reached:
      return R"text(
An outcome that a rule names is the answer on no record, although the rule applies to some:
there another rule always says something else, and the policy is in conflict with itself.

A conflict on some records is reported by itself. This one is worse: what the rule provides
for can never come about, whatever the record says.

Bad:
    rule gang
      honor hold
      when gang_member
    rule everyone
      decline hold
Good:
    rule gang overrides everyone
      honor hold
      when gang_member

    rule everyone
      decline hold
)text";

    case Code::empty_list_decides:
      return R"text(
`every` holds of an empty list. Here that decides: somebody with nothing in the list is
answered as one whose every entry is of the kind. The record shown is one.

`Whose every conviction is minor` is true of a person without convictions, in logic as here;
in speech it often is not meant. Say which, by asking for one as well, or for none.

Bad:
    definition minor for conviction
      its level is infraction

    policy draft "Response to detainers"
      authority cook_county
      status    proposed
      source    "Cook County Code 46-37"

      rule minor_record
        decline hold
        when every conviction is minor

      otherwise may honor hold
Good:
    definition minor for conviction
      its level is infraction

    policy draft "Response to detainers"
      authority cook_county
      status    proposed
      source    "Cook County Code 46-37"

      rule minor_record
        decline hold
        when any conviction and every conviction is minor

      otherwise may honor hold
)text";

    case Code::boundary_one_off:
      return R"text(
Two conditions of one text draw a line through the same fact, one step apart: `more than a
year` here and `less than a year` there, so that exactly a year is in neither; or one is in
both.

The single value between the lines is often the most common one: many statutes punish by
exactly 365 days. The answer depends on it; the record shown has that value.

Bad:
    rule adult
      honor hold
      when age > 18
    rule youth
      decline hold
      when age < 18
    otherwise may honor hold
Good:
    rule adult
      honor hold
      when age >= 18 and gang_member

    rule youth
      decline hold
      when age < 18

    otherwise may honor hold
)text";

    case Code::not_monotone:
      return R"text(
A graver record gets the more lenient answer: a misdemeanor that were a felony, or a felony
more, turns a hold into none. Both answers are those of the text, and the record is shown.

Hardly any lawgiver means that. A rule names one step of the ladder and forgets those above
it: `is misdemeanor` where `is at least misdemeanor` was meant.

Bad:
    rule violent
      honor hold
      when any charge where its level is misdemeanor and it is violent
    otherwise decline hold
Good:
    rule violent
      honor hold
      when any charge where its level is at least misdemeanor and it is violent

    otherwise decline hold
)text";

    case Code::void_under_the_law_above:
      return R"text(
In the stack of law of its authority, on the first day of the text, the rule's outcome is the
answer on no record: wherever the rule decides, a level above has decided otherwise. Both are
cited.

A county cannot permit what its state forbids, nor go below the floor that the state sets. A
rule that is void from its first day invites holds that a court will call unlawful.

Bad:
    policy state_act "No holds"
      authority illinois
      status    enacted
      in force  from 2017-08-28
      source    "5 ILCS 805"

      otherwise decline hold

    policy draft "Response to detainers"
      authority cook_county
      status    enacted
      in force  from 2018-01-01
      source    "Cook County Code 46-37"

      rule gang
        honor hold
        when gang_member

      otherwise decline hold
Good:
    policy state_act "No holds"
      authority illinois
      status    enacted
      in force  from 2017-08-28
      source    "5 ILCS 805"

      otherwise may honor hold
)text";

    case Code::binding_federal_answer:
      return R"text(
A text of the highest level answers a decision without `may`, and levels below have rules of
their own on it. In the stack of law the first binding answer from the top decides: all of
them are void.

Federal texts mostly ask and do not command: 8 CFR 287.7 is worded as a duty and read as a
request (Galarza v. Szalczyk, 3d Cir. 2014). What is a request is written `may honor`.

Bad:
    policy federal_request "Detainers"
      authority united_states
      status    enacted
      in force  from 1997-04-01
      source    "8 CFR 287.7"

      otherwise honor hold

    policy county_rule "Response to detainers"
      authority cook_county
      status    enacted
      in force  until 1997-04-01
      source    "Cook County Code 46-37"

      otherwise decline hold
Good:
    policy federal_request "Detainers"
      authority united_states
      status    enacted
      in force  from 1997-04-01
      source    "8 CFR 287.7"

      otherwise may honor hold
)text";

    case Code::says_may_conflict:
      return R"text(
The policy that is asked can be in conflict with itself, on the record shown. A conflict is no
answer: what is asked of it is then not true, and its opposite is not either.

The asking text goes on as if the other had been silent, and nobody sees that two of its rules
contradict one another. Mend the text that is asked.

Bad:
    policy ranks "Priorities"
      authority ice
      status    yardstick
      source    "Memorandum"

      rule danger
        first priority
        when gang_member

      rule entrant
        second priority
        when recent_entry

      otherwise low priority

    policy county "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      rule ranked
        honor hold
        when ranks says priority is at least second

      otherwise decline hold
Good:
    policy ranks "Priorities"
      authority ice
      status    yardstick
      source    "Memorandum"

      rule danger
        first priority
        when gang_member

      otherwise low priority
)text";

    case Code::proposal_changes_nothing:
      return R"text(
The proposal answers every record as the text that it amends does, or as the law in force does
where it amends none. It would be debated, adopted and printed, and change nothing.

Mostly a rule was to be replaced and bears another name, so that it was added beside the old
one; or what was added is overridden.

Bad:
    policy base "Response to detainers"
      authority cook_county
      status    enacted
      in force  from 2011-09-07
      source    "Cook County Code 46-37"

      rule gang
        honor hold
        when gang_member

      otherwise decline hold

    policy draft amends base "Gang members, once more"
      status proposed

      rule gang
        honor hold
        when gang_member
        cite "46-37"
Good:
    policy draft "Response to detainers"
      authority cook_county
      status    proposed
      in force  from 2013-01-01
      source    "Cook County Code 46-37"

      otherwise decline hold
)text";

    case Code::proposal_changes_more:
      return R"text(
The proposal changes answers by a rule that it neither writes nor names: through a definition
that another definition rests on, for instance. A record shows it.

Who reads the proposal looks at the rules that it prints. A change of any other is one that
nobody voted for, and the first case will be the one that shows it.

Bad:
    policy base "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      define young
        age < 18

      define spared
        young

      rule gang
        honor hold
        when gang_member and not spared

      otherwise decline hold

    policy draft amends base "Young means under 21"
      status proposed

      define young
        age < 21
Good:
    policy base "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      define spared
        age < 18

      rule gang
        honor hold
        when gang_member and not spared

      otherwise decline hold

    policy draft amends base "Spared are those under 21"
      status    proposed

      define spared
        age < 21
)text";

    case Code::proposal_difference:
      return R"text(
No fault: what a proposal would change, against the text that it amends, else against the law
in force for its authority on the day asked (`--on`) or on its first day. One note for each
pair of answers and the rules that give them, with the records that it concerns in words and
one of them written out. With `--records` those whose answers change are counted.

Notes are told of the files named on the command line, and do not change the exit code.

Bad:
    policy base "Response to detainers"
      authority cook_county
      status    enacted
      in force  from 2011-09-07
      source    "Cook County Code 46-37"

      rule gang
        honor hold
        when gang_member

      otherwise decline hold

    policy draft amends base "Gang members of age"
      status proposed

      rule gang
        honor hold
        when gang_member and age >= 18
        cite "46-37"
Good:
    policy draft "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      otherwise decline hold
)text";

    case Code::proposal_breaks_examples:
      return R"text(
No fault: examples of the amended text would be answered otherwise under the proposal. They
say what the text was meant to do; see that each change is meant, and give the proposal its
own.

Bad:
    policy base "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      otherwise decline hold

    policy draft amends base "Holds"
      status proposed

      otherwise honor hold
        cite "46-37"

    example anyone "Anyone"
      booked_on 2013-01-01
      expect base decline hold
Good:
    policy base "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      otherwise decline hold
)text";

    case Code::look_back_without_anchor:
      return R"text(
A span of time is measured from a fixed day: `within 5 years before 2013-01-01`. It never
moves on; next year it still ends on the same day.

A look-back period runs from an event of the case: the request, the booking, the release.
Where one fixed day is meant as a cut-off, write that day alone, so that nobody takes it for a
period.

Bad:
    rule recent
      honor hold
      when any conviction where its convicted_on is within 5 years before 2013-01-01
    otherwise decline hold
Good:
    rule recent
      honor hold
      when any conviction where its convicted_on is within 5 years before request.made_on

    otherwise decline hold
)text";

    case Code::clock_hours:
      return R"text(
The same number of hours is counted straight through here, and without weekends and holidays
in a text of its own level or above. 48 hours from a Friday end on Sunday by the one, on
Tuesday by the other.

A person held by the longer count under the shorter rule is held without authority. Write out
which is meant; a `reading` that amends the text shows that the other way of counting was
seen.

Bad:
    policy regulation "Detainers"
      authority united_states
      status    enacted
      source    "8 CFR 287.7"
      in force  from 1997-04-01

      otherwise may honor hold for 48 hours excluding weekends and holidays

    policy draft "Response to detainers"
      authority cook_county
      status    proposed
      source    "Cook County Code 46-37"

      otherwise may honor hold for 48 hours
Good:
    policy draft "Response to detainers"
      authority cook_county
      status    proposed
      source    "Cook County Code 46-37"

      otherwise may honor hold for 48 hours excluding weekends and holidays
)text";

    case Code::sunset_passed:
      return R"text(
The text rests on another that has lapsed by its first day: it amends it, or asks what it
says. Or its own sunset has passed on the day given with `--on`.

Temporary texts revert by themselves. What amends one after its last day amends nothing that
is law, and a policy that goes on asking a lapsed program keeps it alive without saying so.

Bad:
    policy pilot "Pilot program"
      authority cook_county
      status    enacted
      in force  from 2011-01-01 until 2012-01-01
      source    "Ordinance 11-O-1"

      otherwise decline hold

    policy draft amends pilot "Holds for gang members"
      status   proposed
      in force from 2013-01-01

      rule gang
        honor hold
        when gang_member
        cite "Ordinance 13-O-2"
Good:
    policy pilot "Pilot program"
      authority cook_county
      status    enacted
      in force  from 2011-01-01
      source    "Ordinance 11-O-1"

      otherwise decline hold
)text";

    case Code::unused_definition:
      return R"text(
The definition is used by no rule: not by those of its policy, nor by a text that amends it;
one for every policy, by none.

Either a rule was to use it and says something else, or it repeats words that stand in the
rule as well, and the two will part at the next amendment.

Bad:
    define grave for conviction
      its level is felony
    rule grave_offender
      honor hold
      when any conviction is violent
    otherwise decline hold
Good:
    define grave for conviction
      its level is felony

    rule grave_offender
      honor hold
      when any conviction is grave

    otherwise decline hold
)text";

    case Code::unused_determination:
      return R"text(
A determination is a fact that only a person can say, such as whether somebody is a risk to
public safety. No policy asks for this one: a person would have to judge it, and nothing would
depend on it.

Bad:
    determination flight_risk "The person is likely to abscond"
Good:
    determination flight_risk "The person is likely to abscond"

    policy draft "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      rule risk
        honor hold
        when flight_risk or security_risk or safety_risk

      otherwise decline hold
)text";

    case Code::unlisted_statute:
      return R"text(
A condition names a statute, and no offense table of the library has it, however it is spelt.

Records find their statutes in the tables, under several spellings of each. One that is in no
table is mostly a slip of a digit, and then nobody's charge is ever the one that the rule means:
the list has a hole, and nothing shows it.

Bad:
    rule burglary
      honor hold
      when any charge where its statute is "PC 4599"
    otherwise decline hold
Good:
    rule burglary
      honor hold
      when any charge where its statute is "PC 459"

    otherwise decline hold
)text";

    case Code::no_pinpoint:
      return R"text(
Most rules of the text say which section they come from; this one falls back on the source of
the whole text.

Every answer names its rule and its source. A clerk who must justify one needs the paragraph,
and in a text that cites paragraphs everywhere else the missing one looks like an invention.

Bad:
    rule gang
      honor hold
      when gang_member
      cite "46-37(a)"
    rule removed
      honor hold
      when prior_removal
    otherwise decline hold
      cite "46-37(b)"
Good:
    rule gang
      honor hold
      when gang_member
      cite "46-37(a)"

    rule removed
      honor hold
      when prior_removal
      cite "46-37(a)"

    otherwise decline hold
      cite "46-37(b)"
)text";

    case Code::malformed_address:
      return R"text(
What stands after `at` is no address that a browser could open: the scheme is missing, there
is a blank in it, or it is a name of something else.

The address is there so that a reader can see the source. One that opens nothing sends counsel
looking on the eve of the hearing.

Bad:
    otherwise decline hold
      cite "46-37(a)" at "www.cookcountyil.gov/ordinance 46-37"
Good:
    otherwise decline hold
      cite "46-37(a)" at "https://www.cookcountyil.gov/ordinance-46-37"
)text";

    case Code::cites_another_text:
      return R"text(
The rule cites a section that the source of its own policy does not have, and the source of a
policy of another authority does.

That happens when a rule is copied from another place's ordinance with its citation. Whoever
looks the section up finds another text, or in a code of his own place another subject.

Bad:
    policy county "Response to detainers"
      authority cook_county
      status    enacted
      in force  from 2011-09-07
      source    "Cook County Code 46-37"

      otherwise decline hold

    policy draft "Response to detainers"
      authority santa_clara_county
      status    proposed
      source    "Policy Manual 3.54"

      otherwise decline hold
        cite "46-37(b)"
Good:
    policy draft "Response to detainers"
      authority santa_clara_county
      status    proposed
      source    "Policy Manual 3.54"

      otherwise decline hold
        cite "3.54(b)"
)text";

    case Code::rule_without_example:
      return R"text(
No example is decided by the rule, so nobody has written down what it is meant to do. One note
for a policy names all such rules.

An example is a case that the drafter had in mind. It is run at every change, and shows at
once when a later amendment decides that case otherwise.

Bad:
    rule gang
      honor hold
      when gang_member
    otherwise decline hold
Good:
    policy draft "Response to detainers"
      authority cook_county
      status    yardstick
      source    "Cook County Code 46-37"

      rule gang
        honor hold
        when gang_member

      otherwise decline hold

    example member "A member of a gang"
      booked_on 2013-01-01
      gang_member yes
      expect draft honor hold by gang
)text";

    case Code::malformed_suppression:
      return R"text(
A remark that begins with `# lint:` is meant to allow a finding, and allows none: it names no
code of lint, or gives no reason. What `check` refuses cannot be allowed at all.

Whoever reads the text next year must see why a finding was let stand: a gap that counsel left
to discretion looks like one that was overlooked. So the reason is asked for.

Bad:
    policy small "A small policy"
      authority cook_county
      status    proposed
      source    "Draft"

      # lint: allow gap
      rule young
        decline hold
        when age < 18
Good:
    policy small "A small policy"
      authority cook_county
      status    proposed
      source    "Draft"

      rule young
        decline hold
        when age < 18

      otherwise may honor hold
)text";

    case Code::unused_suppression:
      return R"text(
A remark allows a finding, and there is no such finding at its line: the text was mended, or
the remark has come apart from the line that it was written for.

Left behind, it would hide the next fault of that kind, which nobody has looked at. A remark
stands at the end of the line at which the finding is shown, or on a line of its own before
it.

Bad:
    policy small "A small policy"
      authority cook_county
      status    proposed
      source    "Draft"

      # lint: allow gap because "the rest is for the sheriff to decide"
      rule young
        decline hold
        when age < 18

      otherwise may honor hold
Good:
    policy small "A small policy"
      authority cook_county
      status    proposed
      source    "Draft"

      rule young
        decline hold
        when age < 18

      otherwise may honor hold
)text";
  }
  return {};
}

// A new code without a text does not compile.
constexpr bool has_text(Code code) { return written(code).size() > 1; }

#define COMITY_CODE(enumerator, name, severity, phase, title) \
  static_assert(has_text(Code::enumerator), name " has no explanation");
#include "grammar/diagnostics/codes.def"
#undef COMITY_CODE

}  // namespace

std::string_view explanation(Code code) { return written(code).substr(1); }

}  // namespace comity::diagnostics
