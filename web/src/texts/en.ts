import type { Texts } from './index'
import { intake } from './en/intake'
import { ledger } from './en/ledger'
import { plans } from './en/plans'
import { program } from './en/program'
import { work } from './en/work'

export const en: Texts = { ...program, ...work, ...plans, ...intake, ...ledger }
