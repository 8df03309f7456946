import { expect, test } from 'vitest'
import { day_to_try, effect_text } from './effect'

test('how much would move', () => {
  const of = (moved: number, resting: number) => effect_text({ moved: [], resting: [], counts: { moved, resting } })
  expect(of(0, 0)).toBe('不带动任何日期。')
  expect(of(12, 0)).toBe('会带动 12 个日期。')
  expect(of(0, 2)).toBe('不带动任何日期。有 2 个已定的时限会落在休息日。')
})
test('a day is tried when its dates are there', () => {
  expect(day_to_try({}, 'o1')).toBeNull()
  expect(day_to_try({ first_on: '2026-12-10', last_on: '2026-12-09' }, 'o1')).toBeNull()
  expect(day_to_try({ first_on: '2026-12-10', last_on: '2026-12-10', kind: 'work', name: '值班' }, '')).toBeNull()
  expect(day_to_try({ first_on: '2026-12-10', last_on: '2026-12-10' }, 'o1')).toEqual({ add: { organisation_id: 'o1', kind: 'rest', first_on: '2026-12-10', last_on: '2026-12-10', name: '—' } })
})
