import type { Texts } from './index'
import { afterwards } from './en/afterwards'
import { calendar } from './en/calendar'
import { calls } from './en/calls'
import { doing } from './en/doing'
import { intake } from './en/intake'
import { ledger } from './en/ledger'
import { people } from './en/people'
import { plans } from './en/plans'
import { program } from './en/program'
import { schedule } from './en/schedule'
import { work } from './en/work'

export const en: Texts = { ...program, ...work, ...plans, ...doing, ...people, ...afterwards, ...calendar, ...calls, ...schedule, ...intake, ...ledger }
