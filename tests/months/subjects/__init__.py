"""subjects: what a bureau does, a class each with half_day(n, morning). A new life cycle is played by a class added here."""
from subjects.claims import Claims
from subjects.closing import Closing
from subjects.crowd import Crowd
from subjects.decisions import Decisions
from subjects.delegations import Delegations
from subjects.extensions import Extensions
from subjects.handovers import Handovers
from subjects.letters import Letters
from subjects.lookbacks import Lookbacks
from subjects.mirror import Mirror
from subjects.outcomes import Outcomes
from subjects.plans import Plans
from subjects.progress import Progress
from subjects.refusals import Refusals
from subjects.reports import Reports
from subjects.requests import Requests

all_subjects = [Claims, Plans, Progress, Closing, Extensions, Decisions, Letters, Requests, Mirror, Lookbacks, Outcomes, Handovers, Delegations,
                Refusals, Crowd, Reports]
