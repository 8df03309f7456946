import { expect, test } from 'vitest'
import { day_scale, measure_of } from './svg'

const key = '01a22e51-5aa3-7525-9339-7f2f376a0001'
test('the measure a bar is of', () => {
  expect(measure_of(`corrective_actions:${key}`)).toBe(key)
  for (const other of [null, undefined, '', `findings:${key}`, 'corrective_actions:1', `x corrective_actions:${key}`]) expect(measure_of(other)).toBeNull()
})
test('where the days lie, from bars whose end is known', () => {
  const scale = day_scale([{ x: 100, on: '2026-10-01' }, { x: 130, on: '2026-10-11' }, { x: 160, on: '2026-10-21' }])
  expect(scale?.day).toBe(3)
  expect([scale?.on(100), scale?.on(101.4), scale?.on(101.6), scale?.on(94)]).toEqual(['2026-10-01', '2026-10-01', '2026-10-02', '2026-09-29'])
  expect(scale?.x('2026-10-31')).toBe(190)
  expect(scale?.on(scale.x('2027-03-01'))).toBe('2027-03-01')
})
test('one bar of a few that is drawn wider than its days does not matter; nothing is guessed from less', () => {
  expect(day_scale([{ x: 100, on: '2026-10-01' }, { x: 109, on: '2026-10-02' }, { x: 130, on: '2026-10-11' }, { x: 160, on: '2026-10-21' }])?.day).toBe(3)
  expect(day_scale([])).toBeNull()
  expect(day_scale([{ x: 100, on: '2026-10-01' }])).toBeNull()
  expect(day_scale([{ x: 100, on: '2026-10-01' }, { x: 200, on: '2026-10-01' }])).toBeNull()
  expect(day_scale([{ x: 200, on: '2026-10-01' }, { x: 100, on: '2026-10-11' }])).toBeNull()
  expect(day_scale([{ x: 100, on: '2026-10-01' }, { x: 300, on: '2026-10-05' }, { x: 10, on: '2026-10-06' }, { x: 90, on: '2026-10-07' }, { x: 160, on: '2026-10-21' }])).toBeNull()
})
