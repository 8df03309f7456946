import { describe, expect, it } from 'vitest'
import type { SearchHit } from '@/api/types'
import { choices, line_of, pieces, place_of } from './search'

const hit = (more: Partial<SearchHit>): SearchHit => ({ id: 'i', finding_id: null, ledger: 'ZGJ', code: '', title: '', hint: '', field: '', snippet: '', matches: [], ...more })

describe('search', () => {
  it('marks characters, also those outside the basic plane', () => {
    expect(pieces(hit({ snippet: '𠮷祥公款吃喝', matches: [[2, 2], [4, 2]] }))).toEqual([
      { text: '𠮷祥', hit: false },
      { text: '公款', hit: true },
      { text: '吃喝', hit: true },
    ])
    expect(pieces(hit({ snippet: '无' }))).toEqual([{ text: '无', hit: false }])
  })
  it('leads to the finding where there is one', () => {
    expect(place_of('finding', { id: 'a', finding_id: null })).toBe('/findings/a')
    expect(place_of('attachment', { id: 'a', finding_id: 'f' })).toBe('/findings/f#evidence')
    expect(place_of('corrective_action', { id: 'a', finding_id: 'f' })).toBe('/findings/f#actions')
    expect(place_of('attachment', { id: 'a', finding_id: null })).toBe('/records/attachments/a')
    expect(place_of('person', { id: 'a', finding_id: null })).toBe('/records/persons/a')
  })
  it('shows the text once', () => {
    expect(line_of(hit({ code: 'ZGJ-1', field: 'number', snippet: 'ZGJ-1' }))).toBe('code')
    expect(line_of(hit({ field: 'title', snippet: '标题' }))).toBe('title')
    expect(line_of(hit({ field: 'verbatim', snippet: '…原文…' }))).toBe('below')
    expect(line_of(hit({ field: '', snippet: '…附件…' }))).toBe('below')
  })
  it('walks through all groups', () => {
    const groups = [{ record: 'finding', more: false, narrow: false, hits: [hit({ id: '1' }), hit({ id: '2' })] }, { record: 'person', more: false, narrow: false, hits: [hit({ id: '3' })] }]
    expect(choices(groups).map((c) => `${c.record} ${c.hit.id}`)).toEqual(['finding 1', 'finding 2', 'person 3'])
  })
})
