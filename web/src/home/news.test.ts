import { expect, it } from 'vitest'
import { change_text, seen_key } from './news'

const change = (record: string, ...fields: string[]) => ({ at: '', actor: null, record, record_label: '附件', event_label: '修改', fields })

it('says what changed', () => {
  expect(change_text(change('finding', '工作表述', '严重程度'), '、')).toBe('修改：工作表述、严重程度')
  expect(change_text(change('finding', 'a', 'b', 'c', 'd', 'e'), '、')).toBe('修改：a、b、c、d…')
  expect(change_text(change('attachment'), '、')).toBe('附件 修改')
  expect(change_text(change('finding', ...'abcdefghij'), '、')).toBe('修改')
})
it('keeps the mark by ledger', () => expect(seen_key('ZGJ')).toBe('seen.zgj'))
