import { describe, expect, it } from 'vitest'
import type { Field } from '@/api/types'
import { type Context, convert, no_words, yes_words } from './convert'

const context: Context = {
  words: [{ word: 'immediate', label: '立行立改', label_en: 'at once' }, { word: 'by_deadline', label: '限期整改' }],
  today: '2026-11-30',
  deadline_keys: ['due_on', 'due_as', 'due_text'],
  yes: yes_words,
  no: no_words,
  own: { 处室: '一处', 备注: '旧' },
}
const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({ name: 'x', kind, label: 'x', ...more })
const of = (kind: Field['kind'], text: string, more?: Partial<Field>) => convert(field(kind, more), text, context)

describe('a pasted cell', () => {
  it('finds words by label, in any width', () => {
    expect(of('word', ' 立行立改 ')).toEqual({ patch: { x: 'immediate' } })
    expect(of('term', 'Ａt  Once')).toEqual({ patch: { x: 'immediate' } })
    expect(of('word', 'by_deadline')).toEqual({ patch: { x: 'by_deadline' } })
    expect(of('word', '马上')).toEqual({ trouble: 'not_word' })
  })
  it('reads dates as people write them', () => {
    expect(of('date', '3月31日')).toEqual({ patch: { x: '2026-03-31' } })
    expect(of('date', '尽快')).toEqual({ trouble: 'not_date' })
    expect(of('deadline', '2027年3月底前')).toEqual({ patch: { due_on: '2027-03-31', due_as: 'month', due_text: null } })
    expect(of('deadline', '')).toEqual({ patch: { due_on: null, due_as: null, due_text: null } })
  })
  it('reads numbers with their signs', () => {
    expect(of('money', '1,234.50元')).toEqual({ patch: { x: '1234.50' } })
    expect(of('money', '12.345')).toEqual({ trouble: 'not_number' })
    expect(of('share', '35%')).toEqual({ patch: { x: 35 } })
    expect(of('integer', '许多')).toEqual({ trouble: 'not_number' })
    expect(of('flag', '√')).toEqual({ patch: { x: true } })
    expect(of('flag', '也许')).toEqual({ trouble: 'not_flag' })
  })
  it('leaves names to the server', () => {
    expect(of('ref', '财务科')).toEqual({ names: ['财务科'] })
    expect(of('refs', '张三、李四，王五')).toEqual({ names: ['张三', '李四', '王五'] })
    expect(of('ref', ' ')).toEqual({ names: [] })
  })
  it('keeps texts within their bounds', () => {
    expect(of('text', 'a\nb')).toEqual({ trouble: 'line_break' })
    expect(of('long_text', 'a\nb')).toEqual({ patch: { x: 'a\nb' } })
    expect(of('text', '五个字以上', { max: 4 })).toEqual({ trouble: 'too_long' })
    expect(of('text', '', { required: true })).toEqual({ trouble: 'required' })
    expect(of('text', '')).toEqual({ patch: { x: null } })
  })
  it('puts an own column beside the others', () => {
    expect(of('extra', '二处', { key: '处室' })).toEqual({ patch: { extra: { 处室: '二处', 备注: '旧' } } })
    expect(of('extra', '', { key: '备注' })).toEqual({ patch: { extra: { 处室: '一处' } } })
  })
})
