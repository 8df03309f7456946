import { describe, expect, it } from 'vitest'
import { inspection_from } from './meta'

describe('what a title says of its inspection', () => {
  it('takes the inspecting body, not the inspected one', () => {
    expect(inspection_from('市委第三巡察组关于巡察云岭市资源规划局党组的反馈意见')).toEqual({ level: 'city', kind: undefined })
    expect(inspection_from('省委第五专项巡视组关于云岭市委耕地保护专项巡视的反馈意见')).toEqual({ level: 'provincial', kind: 'special_topic' })
    expect(inspection_from('中央第六巡视组关于巡视某省委的反馈意见')).toEqual({ level: 'central', kind: undefined })
    expect(inspection_from('南屏区委巡察组关于机动巡察的反馈意见')).toEqual({ level: 'county', kind: 'surprise' })
  })
  it('says nothing where the title says nothing', () => {
    expect(inspection_from('整改方案')).toEqual({ level: undefined, kind: undefined })
  })
})
