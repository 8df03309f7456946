import { expect, it } from 'vitest'
import { change_text, seen_key, told_once } from './news'

const change = (record: string, event: string, ...fields: string[]) => ({ at: '', actor: null, record, record_label: '附件', event, event_label: event === 'set' ? '修改' : event === 'attach' ? '附件' : '登记', fields })

it('says what changed', () => {
  expect(change_text(change('finding', 'set', '工作表述', '严重程度'), '、')).toBe('修改：工作表述、严重程度')
  expect(change_text(change('finding', 'set', 'a', 'b', 'c', 'd', 'e'), '、')).toBe('修改：a、b、c、d…')
  expect(change_text(change('attachment', 'add', '文件名'), '、')).toBe('附件 登记')
  expect(change_text(change('attachment', 'attach', '状态'), '、')).toBe('附件')
})
it('says the same once', () => {
  const told = told_once([change('attachment', 'add'), change('attachment', 'add'), change('finding', 'set', 'a')], '、')
  expect(told.map((c) => [c.text, c.times])).toEqual([['附件 登记', 2], ['修改：a', 1]])
})
it('keeps the mark by ledger', () => expect(seen_key('ZGJ')).toBe('seen.zgj'))
