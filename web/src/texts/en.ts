import type { Texts } from './index'
import { doing } from './en/doing'
import { intake } from './en/intake'
import { ledger } from './en/ledger'
import { program } from './en/program'
import { work } from './en/work'

export const en: Texts = { ...program, ...work, ...intake, ...ledger, ...doing }
