"""subjects: what a bureau does, a class each with half_day(n, morning). A new life cycle is played by a class added here."""
from subjects.claims import Claims
from subjects.progress import Progress

all_subjects = [Claims, Progress]
