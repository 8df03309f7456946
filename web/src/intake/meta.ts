/* What is said about the letter as a whole, and what can be read off it to begin with. */
import type { Parse } from '@/api/types'

export interface Meta {
  inspection_id: string | null
  inspection: { code: string; name: string; kind: string; level: string; concentrated_months: number | null } | null // a new one
  title: string
  document_no: string
  issued_on: string | null
  signed_on: string | null
}

/** Of whom an inspection is and of which kind, as the title of its letter says; nothing where it says nothing. */
export function inspection_from(title: string): { level?: string; kind?: string } {
  const levels: [RegExp, string][] = [[/^(中共)?中央/, 'central'], [/省委|自治区党委/, 'provincial'], [/市委/, 'city'], [/[县区旗]委/, 'county']]
  const kinds: [RegExp, string][] = [[/专项/, 'special_topic'], [/交叉/, 'cross'], [/机动/, 'surprise']]
  const said = (among: [RegExp, string][]) => among.find(([how]) => how.test(title))?.[1]
  return { level: said(levels), kind: said(kinds) }
}

/** Proposals only; the person sees and corrects them. */
export function meta_from(parse: Parse): Meta {
  const lines = parse.plain.split('\n').map((l) => l.trim())
  const full = lines.filter(Boolean)
  const head = full.slice(0, 10)
  const title = head.find((l) => /(反馈意见|整改方案|整改通知|情况的?(报告|通报)|审计报告)$/.test(l) && l.length <= 80)
  // a title is often set in two lines, broken before the name of the body inspected
  const above = title ? head[head.indexOf(title) - 1] : undefined
  const whole = title && above && /(关于|对|巡察|巡视|检查|审计|督察)$|^[^，。：]*关于[^，。：]*$/.test(above) && !title.includes('关于') && above.length + title.length <= 80 ? above + title : title
  const number = head.map((l) => /[^\s　]{1,14}〔\d{4}〕\s*\d+\s*号/.exec(l)?.[0]).find(Boolean)
  const dates = full
    .slice(-6)
    .map((l) => /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(l))
    .filter((m): m is RegExpExecArray => !!m)
  const last = dates[dates.length - 1]
  return {
    inspection_id: null,
    inspection: null,
    title: whole ?? full[0]?.slice(0, 80) ?? '',
    document_no: number ?? '',
    issued_on: last ? `${last[1]}-${last[2]?.padStart(2, '0')}-${last[3]?.padStart(2, '0')}` : null,
    signed_on: null,
  }
}
