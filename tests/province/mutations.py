"""Faults in a county's long table: what is printed instead, and the rule or reason by which it must be found.

Each changes as few figures as breaks its rule; what else the same false figure breaks is no false accusation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """``found_by``: a rule's id, or the reason for which reading holds the figure back."""

    kind: str
    found_by: str
    printed: Mapping[str, str]


MUTATIONS = (
    Mutation("a count below zero", "value_out_of_range", {"penalty.warning": "-6"}),
    Mutation("a fraction of a case", "value_out_of_range", {"penalty.case_closed": "40.5"}),
    Mutation("money finer than a cent", "B03", {"penalty.confiscated_amount": "1.9999999"}),
    Mutation("more rectified than found, as a rate", "B04", {"hazard.rectification_rate": "103.27"}),
    Mutation("coverage above one", "B05", {"coverage.rate": "104"}),
    Mutation("certificates above one", "B06", {"training.cert_rate": "108"}),
    Mutation("villages above one", "B07", {"zero_accident.village_rate": "106"}),
    Mutation("enterprises above one", "B08", {"zero_accident.enterprise_rate": "101"}),
    Mutation("standards above one", "B09", {"standard.rate": "124"}),
    Mutation("inspected beyond the supervised, as a rate", "B12", {"inspection.coverage_rate": "100.11"}),
    Mutation("fines beyond a province", "B13", {"penalty.fine_amount": "120000.00"}),
    Mutation("collected beyond a province", "B14", {"penalty.fine_collected": "120000.00"}),
    Mutation("more parties than visits", "I01", {"inspection.units": "420"}),
    Mutation("more parties than supervised", "I02", {"inspection.units_supervised": "290"}),
    Mutation("more drawn than visited", "I03", {"inspection.random_units": "310"}),
    Mutation("more teams than people", "I04", {"inspection.teams": "101"}),
    Mutation("more records than visits", "I05", {"document.record": "401"}),
    Mutation("more returns than orders", "I06", {"document.reinspection": "121"}),
    Mutation("fewer documents than kinds", "I07", {"document.total": "611"}),
    Mutation("hazards that nobody looked for", "I08", {"inspection.count": "0", "inspection.self_check_units": "0"}),
    Mutation("more than three orders a visit", "I09", {"document.rectification_order": "1201"}),
    Mutation("a penalty rate over another number", "I12", {"inspection.penalty_rate": "13.3"}),
    Mutation("a coverage that does not follow", "I13", {"inspection.coverage_rate": "33.0"}),
    Mutation("a plan rate that does not follow", "I14", {"inspection.plan_rate": "90.0"}),
    Mutation("more rectified than found", "H01", {"hazard.rectified": "505"}),
    Mutation("more rectified than found and open before", "H02", {"hazard.rectified": "521"}),
    Mutation("more major than all", "H03", {"hazard.major_found": "501"}),
    Mutation("more major rectified than there were", "H04", {"hazard.major_rectified": "24"}),
    Mutation("kinds that are not all", "H05", {"hazard.general_found": "470"}),
    Mutation("open ones that are not the rest", "H06", {"hazard.pending": "25"}),
    Mutation("at once and by date that are not all", "H07", {"hazard.immediate": "440"}),
    Mutation("a rate that does not follow", "H08", {"hazard.rectification_rate": "97.0"}),
    Mutation("a major rate that does not follow", "H09", {"hazard.major_rate": "69.24"}),
    Mutation("a rate over nothing", "H10", {"hazard.found": "0"}),
    Mutation("more checked than due", "H11", {"hazard.units_due": "390"}),
    Mutation("planned ones that are not the open ones", "H12", {"hazard.major_planned": "9"}),
    Mutation("more targets than planned", "H13", {"hazard.plan_target": "9"}),
    Mutation("more funding than planned", "H14", {"hazard.plan_funding": "9"}),
    Mutation("more staff than planned", "H15", {"hazard.plan_staff": "9"}),
    Mutation("more deadlines than planned", "H16", {"hazard.plan_deadline": "9"}),
    Mutation("more measures than planned", "H17", {"hazard.plan_measures": "9"}),
    Mutation("complete without its five parts", "H18", {"hazard.plan_complete": "9"}),
    Mutation("parts above the listed", "H19", {"hazard.listed": "3"}),
    Mutation("overdue beyond the open", "H20", {"hazard.overdue": "21"}),
    Mutation("finders that do not add up", "H21", {"hazard.gov_found": "9"}),
    Mutation("major ones above a fifth", "H22", {"hazard.found": "90"}),
    Mutation("money without hazards", "H23", {"hazard.found": "0"}),
    Mutation("a general rate that does not follow", "H24", {"hazard.general_rate": "98.5"}),
    Mutation("a share of checks that does not follow", "H25", {"hazard.coverage_rate": "85.0"}),
    Mutation("unit and person that do not add up", "P01", {"penalty.count_person": "11"}),
    Mutation("inspection and accident that do not add up", "P02", {"penalty.count_supervision": "35"}),
    Mutation("fines that do not add up", "P03", {"penalty.fine_supervision": "50.00"}),
    Mutation("an accident fine in yuan under ten thousand yuan", "P03", {"penalty.fine_accident": "40000.00"}),
    Mutation("numbers of fines that do not add up", "P04", {"penalty.fine_count_accident": "3"}),
    Mutation("money received that does not add up", "P05", {"penalty.fine_collected_accident": "4.00"}),
    Mutation("more fines than penalties", "P06", {"penalty.fine_count": "41"}),
    Mutation("money without a fine", "P07", {"penalty.fine_count": "0"}),
    Mutation("more received than decided", "P08", {"penalty.fine_collected": "65.00"}),
    Mutation("a share received that does not follow", "P09", {"penalty.collection_rate": "80.0"}),
    Mutation("fined and confiscated that do not add up", "P10", {"penalty.fine_and_confiscation": "70.00"}),
    Mutation("more penalties than cases", "P11", {"penalty.case_filed": "39"}),
    Mutation("more closed than were open", "P12", {"penalty.case_closed": "47"}),
    Mutation("cases before and after that do not add up", "P13", {"penalty.case_pre": "30"}),
    Mutation("more parties than penalties on parties", "P14", {"penalty.units": "31"}),
    Mutation("more parties than penalties", "P34", {"penalty.units": "41"}),
    Mutation("more closed than were filed in two quarters", "P33", {"penalty.case_closed": "86"}),
    Mutation("more closed down than proposed", "P15", {"penalty.closure_actual": "4"}),
    Mutation("licences that do not add up", "P16", {"penalty.licence": "4"}),
    Mutation("more halts than the joint row", "P17", {"penalty.suspension_mixed": "2"}),
    Mutation("a mean fine of a few yuan", "P18", {"penalty.fine_amount": "0.0064"}),
    Mutation("fines in yuan under ten thousand yuan", "P19", {"penalty.fine_amount": "640000.00"}),
    Mutation("fines in ten thousand yuan under yuan", "P19", {"penalty.fine_amount": "0.0064"}),
    Mutation("a mean fine beyond the law", "P28", {"penalty.fine_amount": "90000.00"}),
    Mutation("a fine a case beyond the law", "P29", {"penalty.fine_amount": "95000.00"}),
    Mutation("a sum received a case beyond the law", "P31", {"penalty.fine_collected": "95000.00"}),
    Mutation("received in yuan under ten thousand yuan", "P32", {"penalty.fine_collected": "0.0100"}),
    Mutation("fewer detained than decisions", "D01", {"detention.administrative_cases": "2"}),
    Mutation("more arrested than prosecuted", "D02", {"prosecution.arrested": "3"}),
    Mutation("a joint figure beside its part", "D03", {"detention.mixed": "21"}),
    Mutation("detentions without the police", "D04", {"detention.administrative": "2"}),
    Mutation("more detained than a county has", "D05", {"detention.administrative": "2001"}),
    Mutation("grades that do not add up", "A01", {"accident.general_count": "2"}),
    Mutation("deaths by grade that do not add up", "A02", {"accident.general_deaths": "1"}),
    Mutation("more fatal ones than all", "A03", {"accident.fatal_count": "4"}),
    Mutation("more fatal ones than deaths", "A04", {"accident.fatal_count": "3"}),
    Mutation("deaths without an accident", "A05", {"accident.count": "0"}),
    Mutation("general accidents too deadly", "A06", {"accident.general_deaths": "7"}),
    Mutation("larger accidents too deadly", "A07", {"accident.larger_deaths": "10"}),
    Mutation("a larger accident with one death", "A08", {"accident.larger_count": "1"}),
    Mutation("major accidents too deadly", "A09", {"accident.major_deaths": "30"}),
    Mutation("ordinary accidents only, and seven dead", "A20", {"accident.deaths": "7"}),
    Mutation("more dead than all grades allow", "A21", {"accident.deaths": "8"}),
    Mutation("a larger accident and too few dead", "A22", {"accident.larger_count": "2"}),
    Mutation("a major accident and too few dead", "A23", {"accident.major_count": "1"}),
    Mutation("a gravest accident and too few dead", "A24", {"accident.extra_count": "1"}),
    Mutation("more seriously injured than injured", "A10", {"accident.serious_injuries": "5"}),
    Mutation("more missing than dead", "A11", {"accident.missing": "3"}),
    Mutation("more villages without accident than villages", "Z01", {"zero_accident.village_zero": "161"}),
    Mutation("more enterprises without accident than enterprises", "Z02", {"zero_accident.enterprise_zero": "1001"}),
    Mutation("a village share that does not follow", "Z03", {"zero_accident.village_rate": "95.63"}),
    Mutation("a village share of no whole number", "Z04", {"zero_accident.village_rate": "94.00"}),
    Mutation(
        "events that cost nobody the status",
        "Z06",
        {"zero_accident.village_zero": "160", "zero_accident.enterprise_zero": "1000"},
    ),
    Mutation("fewer villages and communities than villages", "Z08", {"zero_accident.village_total": "157"}),
    Mutation("an enterprise share that does not follow", "Z10", {"zero_accident.enterprise_rate": "98.0"}),
    Mutation("an enterprise share of no whole number", "Z11", {"zero_accident.enterprise_rate": "99.05"}),
    Mutation("levels that do not add up", "S01", {"standard.level3": "33"}),
    Mutation("more reached than due", "S02", {"standard.due": "40"}),
    Mutation("a share of standards that does not follow", "S03", {"standard.rate": "85.00"}),
    Mutation("more certified than trained", "S04", {"training.certified": "341"}),
    Mutation("more courses than trained", "S05", {"training.sessions": "341"}),
    Mutation("teams that do not add up", "S06", {"rescue.teams": "9"}),
    Mutation("more confirmed than checked", "S07", {"complaint.confirmed": "41"}),
    Mutation("more checked than received", "S08", {"complaint.count": "39"}),
    Mutation("a share confirmed that does not follow", "S09", {"complaint.confirmed_rate": "50.0"}),
    Mutation("a share checked that does not follow", "S10", {"complaint.checked_rate": "62.5"}),
    Mutation("the base of last year is another", "A15", {"accident.count_change": "2"}),
)


def assign(
    mutations: tuple[Mutation, ...], places: tuple[str, ...], neighbours: Mapping[str, frozenset[str]]
) -> dict[str, list[Mutation]]:
    """Give each mutation a county in which no other fault touches a figure of its rules; several share a county.

    Args:
        mutations: all faults of long tables.
        places: the counties that file one.
        neighbours: for each indicator those that some rule sets beside it, itself among them.
    """
    chosen: dict[str, list[Mutation]] = {place: [] for place in places}
    taken: dict[str, set[str]] = {place: set() for place in places}
    for number, mutation in enumerate(mutations):
        touched = frozenset().union(*(neighbours.get(i, frozenset({i})) for i in mutation.printed))
        order = [places[(number + step) % len(places)] for step in range(len(places))]
        place = next(p for p in order if not taken[p] & mutation.printed.keys() and not touched & _own(chosen[p]))
        chosen[place].append(mutation)
        taken[place] |= touched
    return chosen


def _own(mutations: list[Mutation]) -> set[str]:
    """The figures that faults change."""
    return {indicator for mutation in mutations for indicator in mutation.printed}
