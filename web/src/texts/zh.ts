/* 界面自己的话，按页面分开。领域用语（状态、级别、字段名）不写在这里，来自 /api/v1/schema。 */
import { afterwards } from './zh/afterwards'
import { calendar } from './zh/calendar'
import { calls } from './zh/calls'
import { doing } from './zh/doing'
import { intake } from './zh/intake'
import { ledger } from './zh/ledger'
import { people } from './zh/people'
import { plans } from './zh/plans'
import { program } from './zh/program'
import { reports } from './zh/reports'
import { schedule } from './zh/schedule'
import { work } from './zh/work'

export const zh = { ...program, ...work, ...plans, ...doing, ...people, ...afterwards, ...calendar, ...calls, ...reports, ...schedule, ...intake, ...ledger }
