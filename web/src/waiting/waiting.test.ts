import { describe, expect, it } from 'vitest'
import { name_of, place_of, type WaitingItem } from './waiting'

const item = (more: Partial<WaitingItem>): WaitingItem => ({ id: 'i', ledger: 'ZGJ', title: null, finding: null, plan: null, due_on: null, ...more })
const about = (id: string, title: string) => ({ id, number: null, title })

describe('what waits', () => {
  it('is dealt with where it belongs', () => {
    expect(place_of('claims', item({ finding: about('f', '问题') }))).toBe('/findings/f#claims')
    expect(place_of('review_steps', item({}))).toBe('/reviews/i')
    expect(place_of('review_steps', item({ plan: about('p', '方案') }))).toBe('/plans/p')
    expect(place_of('plan_extracts', item({ plan: about('p', '方案') }))).toBe('/extracts/i')
    expect(place_of('something_new', item({}))).toBe('/records/something_new/i')
  })
  it('is named by itself and by what it is about', () => {
    expect(name_of(item({ title: '办公室审核', finding: { id: 'f', number: 'ZGJ-2026-0001', title: '台账不实' } }))).toBe('办公室审核 · ZGJ-2026-0001 · 台账不实')
    expect(name_of(item({ plan: about('p', '整改方案') }))).toBe('整改方案')
  })
})
