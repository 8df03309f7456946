/* Made by `rectify schema --typescript` from the record lists; not written by hand. A field may be absent:
 * who may not see it is not told. */

export type DeadlineAs =
  | 'day'
  | 'ten_days'
  | 'month'
  | 'quarter'
  | 'year'
  | 'ongoing'

export type OrganisationKind =
  | 'organisation'
  | 'department'
  | 'affiliate'
  | 'party_branch'
  | 'inspection_body'

export type Gender =
  | 'female'
  | 'male'

export type Role =
  | 'office'
  | 'owner'
  | 'leader'
  | 'supervisor'
  | 'inspector'
  | 'system_admin'
  | 'security_admin'
  | 'audit_admin'

export type Confidentiality =
  | 'open'
  | 'internal'
  | 'secret'
  | 'confidential'
  | 'top_secret'

export type TokenScope =
  | 'read'
  | 'write'
  | 'feed'

export type BodyKind =
  | 'leading_group'
  | 'office'
  | 'topic_group'
  | 'class_team'
  | 'party_group'

export type BodyRole =
  | 'head'
  | 'deputy_head'
  | 'member'
  | 'office_head'
  | 'liaison'

export type DelegationScope =
  | 'reviews'
  | 'claims'
  | 'all'

export type CalendarDayKind =
  | 'rest'
  | 'work'

export type InspectionLevel =
  | 'central'
  | 'provincial'
  | 'city'
  | 'county'
  | 'internal'

export type InspectionKind =
  | 'regular'
  | 'special_topic'
  | 'cross'
  | 'surprise'
  | 'look_back'
  | 'audit'
  | 'environmental'

export type MilestoneChain =
  | 'plan'
  | 'report'

export type PeriodUnit =
  | 'working_days'
  | 'days'
  | 'months'

export type FindingLevel =
  | 'aspect'
  | 'item'
  | 'finding'
  | 'point'
  | 'demand'

export type FindingState =
  | 'registered'
  | 'claimed'
  | 'disputed'
  | 'planned'
  | 'in_progress'
  | 'under_review'
  | 'returned'
  | 'suspended'
  | 'carried_over'
  | 'closed'
  | 'reopened'

export type Origin =
  | 'inspection'
  | 'audit'
  | 'survey'
  | 'superior_comment'
  | 'petition'
  | 'self_found'
  | 'mirror'
  | 'carried_over'

export type Commonness =
  | 'common'
  | 'individual'

export type Horizon =
  | 'immediate'
  | 'by_deadline'
  | 'ongoing'

export type FindingScope =
  | 'general'
  | 'single'

export type Since =
  | 'recent'
  | 'legacy'

export type Visibility =
  | 'nascent'
  | 'manifest'

export type ReviewBy =
  | 'lead_official'
  | 'accountable_official'
  | 'office'
  | 'leader'
  | 'supervisor'
  | 'inspector'

export type Completion =
  | 'done'
  | 'mostly_done'
  | 'stage_done'
  | 'continuing'
  | 'not_done'

export type ResponsibilityRole =
  | 'lead_unit'
  | 'lead_official'
  | 'accountable_official'
  | 'responsible_unit'
  | 'supporting_unit'
  | 'action_owner'
  | 'adopting_official'

export type ResponsibilityKind =
  | 'main'
  | 'first'
  | 'direct'
  | 'supervisory'
  | 'competent'
  | 'territorial'

export type PlanKind =
  | 'master'
  | 'sub'
  | 'implementation'

export type PlanState =
  | 'draft'
  | 'under_review'
  | 'returned'
  | 'approved'
  | 'issued'

export type ActionKind =
  | 'rule'
  | 'action'
  | 'practice'
  | 'sweep'

export type ActionLayer =
  | 'now'
  | 'systemic'
  | 'lasting'

export type Frequency =
  | 'weekly'
  | 'ten_days'
  | 'half_monthly'
  | 'monthly'
  | 'quarterly'
  | 'half_yearly'
  | 'yearly'

export type Lawful =
  | 'lawful'
  | 'to_change'

export type ActionState =
  | 'planned'
  | 'in_progress'
  | 'done'

export type CriterionMet =
  | 'met'
  | 'partly'
  | 'unmet'

export type ImportKind =
  | 'people'

export type BatchState =
  | 'open'
  | 'accepted'

export type CheckKind =
  | 'planned'
  | 'sampled'

export type CheckState =
  | 'planned'
  | 'done'
  | 'void'

export type CheckResult =
  | 'held'
  | 'partly'
  | 'rebounded'

export type RuleChangeKind =
  | 'new'
  | 'revised'
  | 'abolished'

export type RuleState =
  | 'draft'
  | 'opinions'
  | 'deliberation'
  | 'issued'
  | 'in_force'
  | 'dropped'

export type Execution =
  | 'good'
  | 'partly'
  | 'not'

export type SanctionForm =
  | 'first'
  | 'second'
  | 'third'
  | 'fourth'

export type SpreadLevel =
  | 'unit'
  | 'organisation'
  | 'upward'

export type ClaimState =
  | 'owed'
  | 'claimed'
  | 'disputed'
  | 'passed_on'
  | 'void'

export type ClaimDecision =
  | 'kept'
  | 'moved'

export type HandoverState =
  | 'drafted'
  | 'handed'
  | 'done'
  | 'void'

export type MirrorState =
  | 'draft'
  | 'sent'
  | 'ended'

export type MirrorAnswerState =
  | 'owed'
  | 'answered'
  | 'contradicted'
  | 'void'

export type MirrorResult =
  | 'present'
  | 'partly'
  | 'other_form'
  | 'not_present'

export type ReviewKind =
  | 'closure'
  | 'extension'
  | 'plan'
  | 'sub_plan'
  | 'implementation'

export type ClosureState =
  | 'under_review'
  | 'passed'
  | 'returned'
  | 'retracted'

export type Rating =
  | 'good'
  | 'fairly_good'
  | 'fair'
  | 'poor'

export type ExtensionState =
  | 'under_review'
  | 'passed'
  | 'returned'
  | 'retracted'

export type ReviewState =
  | 'waiting'
  | 'open'
  | 'passed'
  | 'returned'
  | 'void'

export type RequestKind =
  | 'coordination'
  | 'instruction'

export type RequestState =
  | 'open'
  | 'answered'
  | 'confirmed'
  | 'retracted'

export type TraceKind =
  | 'contact'
  | 'meeting'
  | 'visit'
  | 'dispatch'
  | 'talk'
  | 'document'

export type PlanStage =
  | 'submitted'
  | 'approved'

export type OpinionState =
  | 'asked'
  | 'answered'
  | 'handled'
  | 'lapsed'

export type Adoption =
  | 'adopted'
  | 'partly'
  | 'not_adopted'

export type ExtractState =
  | 'issued'
  | 'signed'
  | 'void'

export type LetterState =
  | 'drafted'
  | 'undertaken'
  | 'signed'
  | 'void'

export type ReportKind =
  | 'unit_report'
  | 'summary'
  | 'dispatch'
  | 'upward'
  | 'hearing'

export type ReportBy =
  | 'each_unit'
  | 'one_unit'
  | 'office'

export type ReportSigner =
  | 'unit_head'
  | 'accountable_official'
  | 'lead_official'
  | 'office_head'
  | 'group_head'

export type ReportState =
  | 'drafted'
  | 'sent'
  | 'received'
  | 'returned'

export interface RecordHead {
  id: string
  version: number
  created_at: string
  changed_at: string
  withdrawn: boolean
}

/** 单位 */
export interface Organisation extends RecordHead {
  /** 单位代码 */
  code?: string | null
  /** 单位名称 */
  name?: string | null
  /** 简称 */
  short_name?: string | null
  /** 别名 */
  aliases?: string | null
  /** 单位类别 */
  kind?: OrganisationKind | null
  /** 上级单位 */
  parent_id?: string | null
  /** 排序 */
  position?: number | null
  /** 层级路径 */
  path?: string | null
  /** 自有栏目 */
  extra?: Record<string, string> | null
}

/** 人员 */
export interface Person extends RecordHead {
  /** 人员编号 */
  code?: string | null
  /** 姓名 */
  name?: string | null
  /** 别名 */
  aliases?: string | null
  /** 性别 */
  gender?: Gender | null
  /** 出生年月 */
  born?: string | null
  /** 工作单位 */
  organisation_id?: string | null
  /** 职务 */
  duty?: string | null
  /** 手机号码 */
  phone?: string | null
  /** 电子邮箱 */
  email?: string | null
  /** 排序 */
  position?: number | null
  /** 已离开 */
  left?: boolean | null
  /** 自有栏目 */
  extra?: Record<string, string> | null
}

/** 职务 */
export interface Post extends RecordHead {
  /** 单位 */
  organisation_id?: string | null
  /** 职务名称 */
  title?: string | null
  /** 任职人 */
  person_id?: string | null
  /** 单位主要负责人 */
  heads_unit?: boolean | null
  /** 任职日期 */
  from_on?: string | null
  /** 离任日期 */
  until_on?: string | null
  /** 排序 */
  position?: number | null
}

/** 账号 */
export interface Account extends RecordHead {
  /** 登录账号 */
  username?: string | null
  /** 人员 */
  person_id?: string | null
  /** 停用 */
  disabled?: boolean | null
  /** 改密次数 */
  password_changes?: number | null
}

/** 台账 */
export interface Ledger extends RecordHead {
  /** 台账代码 */
  code?: string | null
  /** 台账名称 */
  name?: string | null
  /** 单位 */
  organisation_id?: string | null
  /** 用语 */
  profile?: string | null
  /** 建账日期 */
  opened_on?: string | null
  /** 认领天数 */
  claim_days?: number | null
  /** 最多延期次数 */
  extensions_most?: number | null
  /** 每级提前工作日 */
  buffer_days?: number | null
}

/** 授权 */
export interface RoleGrant extends RecordHead {
  /** 人员 */
  person_id?: string | null
  /** 角色 */
  role?: Role | null
  /** 范围（含下级） */
  organisation_id?: string | null
  /** 最高密级 */
  ceiling?: Confidentiality | null
  /** 有效期至 */
  until_on?: string | null
}

/** 接口令牌 */
export interface ApiToken extends RecordHead {
  /** 账号 */
  account_id?: string | null
  /** 用途 */
  name?: string | null
  /** 权限 */
  scope?: TokenScope | null
  /** 限于台账 */
  only_ledger_id?: string | null
  /** 有效期至 */
  expires_on?: string | null
  /** 撤销日期 */
  revoked_on?: string | null
}

/** 机构 */
export interface Body extends RecordHead {
  /** 机构名称 */
  name?: string | null
  /** 类型 */
  kind?: BodyKind | null
  /** 所属单位 */
  organisation_id?: string | null
  /** 上级机构 */
  parent_id?: string | null
  /** 成立文件 */
  founding_document?: string | null
  /** 成立日期 */
  founded_on?: string | null
  /** 撤销日期 */
  dissolved_on?: string | null
  /** 排序 */
  position?: number | null
}

/** 机构成员 */
export interface BodyMember extends RecordHead {
  /** 机构 */
  body_id?: string | null
  /** 成员 */
  person_id?: string | null
  /** 职责 */
  role?: BodyRole | null
  /** 分工 */
  duty?: string | null
  /** 抽调 */
  seconded?: boolean | null
  /** 自 */
  from_on?: string | null
  /** 至 */
  until_on?: string | null
  /** 排序 */
  position?: number | null
}

/** 分管 */
export interface Portfolio extends RecordHead {
  /** 领导 */
  person_id?: string | null
  /** 分管单位 */
  organisation_id?: string | null
  /** 分管领域 */
  category?: string | null
  /** 自 */
  from_on?: string | null
  /** 至 */
  until_on?: string | null
  /** 排序 */
  position?: number | null
}

/** 委托代办 */
export interface Delegation extends RecordHead {
  /** 委托人 */
  person_id?: string | null
  /** 受托人 */
  delegate_id?: string | null
  /** 委托事项 */
  covers?: DelegationScope | null
  /** 自 */
  from_on?: string | null
  /** 至 */
  until_on?: string | null
  /** 事由 */
  reason?: string | null
  /** 委托书 */
  paper_note?: string | null
}

/** 词条 */
export interface Term extends RecordHead {
  /** 词表 */
  vocabulary?: string | null
  /** 代码 */
  word?: string | null
  /** 名称 */
  label?: string | null
  /** 上级 */
  parent_id?: string | null
  /** 排序 */
  position?: number | null
  /** 含义 */
  means?: string | null
}

/** 年度放假安排 */
export interface CalendarYear extends RecordHead {
  /** 年份 */
  year?: number | null
  /** 依据 */
  notice?: string | null
}

/** 放假和调休 */
export interface CalendarDay extends RecordHead {
  /** 年度放假安排 */
  calendar_year_id?: string | null
  /** 单位 */
  organisation_id?: string | null
  /** 休息或上班 */
  kind?: CalendarDayKind | null
  /** 自 */
  first_on?: string | null
  /** 至 */
  last_on?: string | null
  /** 名称 */
  name?: string | null
}

/** 巡察轮次 */
export interface InspectionRound extends RecordHead {
  /** 轮次代码 */
  code?: string | null
  /** 轮次名称 */
  name?: string | null
  /** 组织层级 */
  level?: InspectionLevel | null
  /** 开始日期 */
  from_on?: string | null
  /** 结束日期 */
  until_on?: string | null
}

/** 巡察 */
export interface Inspection extends RecordHead {
  /** 巡察代码 */
  code?: string | null
  /** 巡察名称 */
  name?: string | null
  /** 类型 */
  kind?: InspectionKind | null
  /** 层级 */
  level?: InspectionLevel | null
  /** 轮次 */
  inspection_round_id?: string | null
  /** 被巡察单位 */
  organisation_id?: string | null
  /** 巡察组 */
  team?: string | null
  /** 组长 */
  team_leader?: string | null
  /** 进驻日期 */
  entered_on?: string | null
  /** 撤离日期 */
  left_on?: string | null
  /** 反馈日期 */
  feedback_on?: string | null
  /** 集中整改月数 */
  concentrated_months?: number | null
}

/** 反馈意见 */
export interface FeedbackReport extends RecordHead {
  /** 巡察 */
  inspection_id?: string | null
  /** 标题 */
  title?: string | null
  /** 文号 */
  document_no?: string | null
  /** 印发日期 */
  issued_on?: string | null
  /** 签收日期 */
  signed_on?: string | null
  /** 反馈会日期 */
  session_on?: string | null
  /** 反馈会地点 */
  session_place?: string | null
  /** 主持人 */
  session_host?: string | null
  /** 主要负责人签收 */
  head_receipt_by_id?: string | null
  /** 主要负责人签收日期 */
  head_receipt_on?: string | null
  /** 领导班子签收 */
  group_receipt_by?: string | null
  /** 领导班子签收日期 */
  group_receipt_on?: string | null
  /** 密级标注 */
  marking?: string | null
  /** 密级 */
  confidentiality?: Confidentiality | null
  /** 文中数字 */
  stated_figures?: string | null
  /** 替换 */
  supersedes_id?: string | null
  /** 文件名 */
  file_name?: string | null
  /** 原文件 */
  file?: string | null
  /** 原文文字 */
  plain?: string | null
  /** 字数 */
  characters?: number | null
  /** 序次 */
  position?: number | null
}

/** 时间关口 */
export interface Milestone extends RecordHead {
  /** 巡察 */
  inspection_id?: string | null
  /** 报送事项 */
  chain?: MilestoneChain | null
  /** 次序 */
  position?: number | null
  /** 关口 */
  name?: string | null
  /** 至少工作日 */
  working_days?: number | null
  /** 至少自然日 */
  days?: number | null
  /** 自签收起期限 */
  within?: number | null
  /** 期限单位 */
  within_unit?: PeriodUnit | null
  /** 最迟日期 */
  due_on?: string | null
  /** 完成日期 */
  done_on?: string | null
}

/** 问题 */
export interface Finding extends RecordHead {
  /** 编号 */
  number?: string | null
  /** 层次 */
  level?: FindingLevel | null
  /** 标题 */
  title?: string | null
  /** 状态 */
  state?: FindingState | null
  /** 原文 */
  verbatim?: string | null
  /** 工作表述 */
  working_text?: string | null
  /** 文中序号 */
  outline_no?: string | null
  /** 反馈意见 */
  feedback_report_id?: string | null
  /** 巡察 */
  inspection_id?: string | null
  /** 上级条目 */
  parent_id?: string | null
  /** 排序 */
  position?: number | null
  /** 层级路径 */
  path?: string | null
  /** 层级 */
  depth?: number | null
  /** 原文起点 */
  span_start?: number | null
  /** 原文终点 */
  span_end?: number | null
  /** 来源 */
  origin?: Origin | null
  /** 共性/个性 */
  commonness?: Commonness | null
  /** 整改时限类别 */
  horizon?: Horizon | null
  /** 问题类别 */
  category?: string | null
  /** 面上/点上 */
  scope?: FindingScope | null
  /** 近期/历史遗留 */
  since?: Since | null
  /** 整改难度 */
  difficulty?: string | null
  /** 苗头性/显现 */
  visibility?: Visibility | null
  /** 严重程度 */
  severity?: string | null
  /** 密级 */
  confidentiality?: Confidentiality | null
  /** 定性依据 */
  basis?: string | null
  /** 整改时限 */
  due_on?: string | null
  due_as?: DeadlineAs | null
  due_text?: string | null
  /** 时限只能提前 */
  hard?: boolean | null
  /** 时限由谁确定 */
  due_set_by?: ReviewBy | null
  /** 延期次数 */
  extensions?: number | null
  /** 复查日期 */
  review_on?: string | null
  /** 整改结果 */
  completion?: Completion | null
  /** 问题成因 */
  cause?: string | null
  /** 成因分析 */
  cause_text?: string | null
  /** 整改轮次 */
  turn?: number | null
  /** 重新整改理由 */
  reopen_reason?: string | null
  /** 决定事由 */
  decision_reason?: string | null
  /** 决定日期 */
  decided_on?: string | null
  /** 决定人 */
  decided_by_id?: string | null
  /** 决定文件 */
  decision_paper_id?: string | null
  /** 涉及金额 */
  amount?: string | null
  /** 同一事项 */
  same_matter?: string[] | null
  /** 由何问题引出 */
  prompted_by?: string[] | null
  /** 涉及人员 */
  named_persons?: string[] | null
  /** 限定知悉 */
  restricted?: boolean | null
  /** 知悉人员 */
  entitled_persons?: string[] | null
  /** 底稿编号 */
  working_paper_no?: string | null
  /** 人员清楚 */
  states_person?: boolean | null
  /** 事项清楚 */
  states_matter?: boolean | null
  /** 情节清楚 */
  states_detail?: boolean | null
  /** 证据充分 */
  states_evidence?: boolean | null
  /** 依据准确 */
  states_basis?: boolean | null
  /** 牵头单位 */
  lead_unit_id?: string | null
  /** 牵头领导 */
  lead_official_id?: string | null
  /** 责任领导 */
  accountable_official_id?: string | null
  /** 推诿次数 */
  passed_on?: number | null
  /** 自有栏目 */
  extra?: Record<string, string> | null
}

/** 责任分工 */
export interface Responsibility extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 角色 */
  role?: ResponsibilityRole | null
  /** 责任类别 */
  kind?: ResponsibilityKind | null
  /** 单位 */
  organisation_id?: string | null
  /** 人员 */
  person_id?: string | null
  /** 自 */
  from_on?: string | null
  /** 至 */
  until_on?: string | null
  /** 本单位措施数 */
  measures?: number | null
  /** 已完成措施数 */
  measures_done?: number | null
  /** 排序 */
  position?: number | null
}

/** 整改方案 */
export interface Plan extends RecordHead {
  /** 方案编号 */
  number?: string | null
  /** 方案类型 */
  kind?: PlanKind | null
  /** 方案名称 */
  title?: string | null
  /** 方案状态 */
  state?: PlanState | null
  /** 巡察 */
  inspection_id?: string | null
  /** 上级方案 */
  parent_id?: string | null
  /** 制定单位 */
  organisation_id?: string | null
  /** 专项组 */
  body_id?: string | null
  /** 总体目标 */
  goal?: string | null
  /** 整改内容 */
  contents?: string | null
  /** 时间安排 */
  timetable?: string | null
  /** 组织领导 */
  leadership?: string | null
  /** 责任分工 */
  division?: string | null
  /** 保障措施 */
  safeguards?: string | null
  /** 整改期限 */
  due_on?: string | null
  due_as?: DeadlineAs | null
  due_text?: string | null
  /** 第几稿 */
  turn?: number | null
  /** 报审人 */
  submitted_by_id?: string | null
  /** 报审日期 */
  submitted_on?: string | null
  /** 批准日期 */
  decided_on?: string | null
  /** 退回理由 */
  return_reason?: string | null
  /** 批准后的改动 */
  amended?: string | null
  /** 印发文号 */
  document_no?: string | null
  /** 印发日期 */
  issued_on?: string | null
  /** 报备日期 */
  filed_on?: string | null
  /** 报备机关 */
  filed_with?: string | null
  /** 印发文件 */
  paper_id?: string | null
  /** 排序 */
  position?: number | null
}

/** 整改措施 */
export interface CorrectiveAction extends RecordHead {
  /** 措施编号 */
  number?: string | null
  /** 对应问题 */
  answers?: string[] | null
  /** 整改措施 */
  measure?: string | null
  /** 所属方案 */
  plan_id?: string | null
  /** 落实上级措施 */
  parent_id?: string | null
  /** 措施类型 */
  kind?: ActionKind | null
  /** 层面 */
  layer?: ActionLayer | null
  /** 责任单位 */
  organisation_id?: string | null
  /** 责任人 */
  owner_id?: string | null
  /** 完成时限 */
  due_on?: string | null
  due_as?: DeadlineAs | null
  due_text?: string | null
  /** 时限只能提前 */
  hard?: boolean | null
  /** 时限由谁确定 */
  due_set_by?: ReviewBy | null
  /** 所需工作日 */
  working_days?: number | null
  /** 不早于 */
  begins_on?: string | null
  /** 须在其后 */
  follows?: string[] | null
  /** 间隔工作日 */
  lag_days?: number | null
  /** 延期次数 */
  extensions?: number | null
  /** 成果形式 */
  deliverable?: string | null
  /** 衡量指标 */
  indicator?: string | null
  /** 人财物保障 */
  means?: string | null
  /** 坚持频次 */
  frequency?: Frequency | null
  /** 涉及经费 */
  touches_money?: boolean | null
  /** 涉及机构编制 */
  touches_posts?: boolean | null
  /** 涉及人员处理 */
  touches_persons?: boolean | null
  /** 合法性审核 */
  lawful?: Lawful | null
  /** 合法性审核意见 */
  lawful_opinion?: string | null
  /** 合法性审核日期 */
  lawful_on?: string | null
  /** 合法性审核人 */
  lawful_by_id?: string | null
  /** 进展 */
  state?: ActionState | null
  /** 完成进度 */
  percent?: number | null
  /** 最近填报 */
  reported_on?: string | null
  /** 完成日期 */
  done_on?: string | null
  /** 退回理由 */
  return_reason?: string | null
  /** 退回时间 */
  returned_at?: string | null
  /** 排序 */
  position?: number | null
  /** 原文起点 */
  span_start?: number | null
  /** 原文终点 */
  span_end?: number | null
  /** 自有栏目 */
  extra?: Record<string, string> | null
}

/** 验收标准 */
export interface AcceptanceCriterion extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 排序 */
  position?: number | null
  /** 验收标准 */
  criterion?: string | null
  /** 核验方式 */
  checked_by?: string | null
  /** 自评 */
  own_met?: CriterionMet | null
  /** 自评说明 */
  own_answer?: string | null
  /** 核查 */
  met?: CriterionMet | null
  /** 核查说明 */
  met_note?: string | null
}

/** 附件 */
export interface Attachment extends RecordHead {
  /** 文件名 */
  name?: string | null
  /** 所属问题 */
  finding_id?: string | null
  /** 所属措施 */
  corrective_action_id?: string | null
  /** 所属反馈意见 */
  feedback_report_id?: string | null
  /** 所属方案 */
  plan_id?: string | null
  /** 所属交接 */
  handover_id?: string | null
  /** 所属对照检查 */
  mirror_check_id?: string | null
  /** 所属报告 */
  progress_report_id?: string | null
  /** 内容 */
  content?: string | null
  /** 链上校验值 */
  chain_hash?: string | null
  /** 大小（字节） */
  size?: number | null
  /** 文件类型 */
  media_type?: string | null
  /** 说明 */
  note?: string | null
  /** 替换的旧版 */
  replaces_id?: string | null
}

/** 导入 */
export interface ImportBatch extends RecordHead {
  /** 内容 */
  kind?: ImportKind | null
  /** 文件名 */
  file_name?: string | null
  /** 状态 */
  state?: BatchState | null
  /** 批数 */
  part_count?: number | null
  /** 行数 */
  row_count?: number | null
  /** 新增 */
  new_count?: number | null
  /** 变动 */
  changed_count?: number | null
  /** 未变 */
  same_count?: number | null
  /** 拒收行数 */
  refused_count?: number | null
}

/** 回头看 */
export interface EffectivenessCheck extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 抽查方式 */
  kind?: CheckKind | null
  /** 抽查批次 */
  batch?: string | null
  /** 入选原因 */
  weight_note?: string | null
  /** 计划日期 */
  planned_on?: string | null
  /** 核查状态 */
  state?: CheckState | null
  /** 核查结果 */
  result?: CheckResult | null
  /** 核查情况 */
  found?: string | null
  /** 佐证材料 */
  proofs?: string[] | null
  /** 核查日期 */
  checked_on?: string | null
  /** 核查人 */
  checker_id?: string | null
  /** 签批件 */
  paper_id?: string | null
}

/** 制度建设 */
export interface RuleChange extends RecordHead {
  /** 制度名称 */
  title?: string | null
  /** 制度类别 */
  kind?: RuleChangeKind | null
  /** 对应问题 */
  findings?: string[] | null
  /** 对应措施 */
  corrective_action_id?: string | null
  /** 起草单位 */
  organisation_id?: string | null
  /** 制度状态 */
  state?: RuleState | null
  /** 文号 */
  document_no?: string | null
  /** 印发日期 */
  issued_on?: string | null
  /** 施行日期 */
  in_force_on?: string | null
  /** 执行检查期限 */
  check_by_on?: string | null
  /** 执行结论 */
  executed?: Execution | null
  /** 执行情况 */
  execution?: string | null
  /** 检查日期 */
  executed_on?: string | null
}

/** 资金挽回 */
export interface Recovery extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 挽回方式 */
  kind?: string | null
  /** 金额 */
  amount?: string | null
  /** 到账日期 */
  recovered_on?: string | null
  /** 交款方 */
  payer?: string | null
  /** 凭证号 */
  document_no?: string | null
  /** 佐证材料 */
  proofs?: string[] | null
}

/** 人员处理 */
export interface Sanction extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 受处理人 */
  person_id?: string | null
  /** 受处理人姓名（系统外） */
  person_name?: string | null
  /** 形态 */
  form?: SanctionForm | null
  /** 处理方式 */
  kind?: string | null
  /** 处理日期 */
  decided_on?: string | null
  /** 处理机关 */
  organ?: string | null
  /** 处理文号 */
  document_no?: string | null
}

/** 信访件 */
export interface Petition extends RecordHead {
  /** 信访件编号 */
  letter_no?: string | null
  /** 收到日期 */
  received_on?: string | null
  /** 反映事项 */
  matter?: string | null
  /** 对应问题 */
  findings?: string[] | null
  /** 承办单位 */
  organisation_id?: string | null
  /** 办理期限 */
  due_on?: string | null
  /** 答复日期 */
  answered_on?: string | null
  /** 办理结果 */
  outcome?: string | null
}

/** 经验做法 */
export interface GoodPractice extends RecordHead {
  /** 标题 */
  title?: string | null
  /** 做法 */
  practice?: string | null
  /** 对应问题 */
  findings?: string[] | null
  /** 做法单位 */
  organisation_id?: string | null
  /** 推广范围 */
  spread?: SpreadLevel | null
  /** 推广日期 */
  spread_on?: string | null
}

/** 认领 */
export interface Claim extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 责任分工 */
  responsibility_id?: string | null
  /** 责任角色 */
  role?: ResponsibilityRole | null
  /** 单位 */
  organisation_id?: string | null
  /** 人员 */
  person_id?: string | null
  /** 认领状态 */
  state?: ClaimState | null
  /** 认领期限 */
  due_on?: string | null
  /** 认领日期 */
  claimed_on?: string | null
  /** 签字人 */
  signed_by_id?: string | null
  /** 书面登记 */
  on_paper?: boolean | null
  /** 书面材料 */
  paper_id?: string | null
  /** 异议日期 */
  disputed_on?: string | null
  /** 异议提出人 */
  disputed_by_id?: string | null
  /** 异议理由 */
  dispute_reason?: string | null
  /** 建议单位 */
  proposed_unit_id?: string | null
  /** 异议决定 */
  decision?: ClaimDecision | null
  /** 决定日期 */
  decided_on?: string | null
  /** 决定人 */
  decided_by_id?: string | null
  /** 决定理由 */
  decision_reason?: string | null
  /** 改派单位 */
  decided_unit_id?: string | null
  /** 决定材料 */
  decision_paper_id?: string | null
  /** 撤回理由 */
  retract_reason?: string | null
  /** 反馈意见 */
  feedback_report_id?: string | null
  /** 巡察 */
  inspection_id?: string | null
}

/** 交接 */
export interface Handover extends RecordHead {
  /** 交接编号 */
  number?: string | null
  /** 移交人 */
  from_person_id?: string | null
  /** 接收人 */
  to_person_id?: string | null
  /** 岗位 */
  post?: string | null
  /** 交接事由 */
  reason?: string | null
  /** 交接状态 */
  state?: HandoverState | null
  /** 交接清单 */
  holdings?: string | null
  /** 移交日期 */
  handed_on?: string | null
  /** 接收日期 */
  received_on?: string | null
  /** 监交人 */
  witness_id?: string | null
  /** 书面材料 */
  paper_id?: string | null
  /** 签字内容校验值 */
  signed_hash?: string | null
}

/** 对照检查 */
export interface MirrorCheck extends RecordHead {
  /** 名称 */
  title?: string | null
  /** 来源说明 */
  source?: string | null
  /** 通知文号 */
  notice_no?: string | null
  /** 发出日期 */
  sent_on?: string | null
  /** 答复期限 */
  due_on?: string | null
  /** 接收单位 */
  units?: string[] | null
  /** 对照检查状态 */
  state?: MirrorState | null
  /** 结束日期 */
  ended_on?: string | null
}

/** 对照事项 */
export interface MirrorItem extends RecordHead {
  /** 对照检查 */
  mirror_check_id?: string | null
  /** 排序 */
  position?: number | null
  /** 对照事项 */
  matter?: string | null
}

/** 对照答复 */
export interface MirrorAnswer extends RecordHead {
  /** 对照检查 */
  mirror_check_id?: string | null
  /** 对照事项 */
  mirror_item_id?: string | null
  /** 单位 */
  organisation_id?: string | null
  /** 答复状态 */
  state?: MirrorAnswerState | null
  /** 对照结果 */
  answer?: MirrorResult | null
  /** 依据 */
  grounds?: string | null
  /** 答复日期 */
  answered_on?: string | null
  /** 答复人 */
  answered_by_id?: string | null
  /** 书面登记 */
  on_paper?: boolean | null
  /** 书面材料 */
  paper_id?: string | null
  /** 登记的问题 */
  finding_id?: string | null
  /** 推翻日期 */
  contradicted_on?: string | null
  /** 推翻人 */
  contradicted_by_id?: string | null
  /** 推翻理由 */
  contradiction?: string | null
}

/** 进展填报 */
export interface ProgressEntry extends RecordHead {
  /** 整改措施 */
  corrective_action_id?: string | null
  /** 进展日期 */
  occurred_on?: string | null
  /** 进展情况 */
  done?: string | null
  /** 完成进度 */
  percent?: number | null
  /** 存在困难 */
  obstacle?: string | null
  /** 下一步打算 */
  next_step?: string | null
  /** 应排查数 */
  sweep_base?: number | null
  /** 已排查数 */
  sweep_checked?: number | null
  /** 发现问题数 */
  sweep_found?: number | null
  /** 已整改数 */
  sweep_corrected?: number | null
  /** 未整改数 */
  sweep_left?: number | null
  /** 佐证材料 */
  proofs?: string[] | null
  /** 填报人 */
  reported_by_id?: string | null
}

/** 审核环节 */
export interface ReviewRoute extends RecordHead {
  /** 审核事项 */
  kind?: ReviewKind | null
  /** 次序 */
  position?: number | null
  /** 环节 */
  name?: string | null
  /** 审核人 */
  review_by?: ReviewBy | null
  /** 审核时限（天） */
  days?: number | null
  /** 只否决、不必等 */
  may_veto?: boolean | null
}

/** 销号申请 */
export interface ClosureRequest extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 销号状态 */
  state?: ClosureState | null
  /** 第几次申请 */
  turn?: number | null
  /** 整改情况 */
  result?: string | null
  /** 事要解决 */
  settled?: string | null
  /** 人要处理 */
  persons_dealt?: string | null
  /** 长效机制 */
  mechanism?: string | null
  /** 举一反三 */
  alike?: string | null
  /** 整改结果 */
  completion?: Completion | null
  /** 自评 */
  own_rating?: Rating | null
  /** 专项报告 */
  report_id?: string | null
  /** 佐证材料 */
  proofs?: string[] | null
  /** 申请人 */
  requested_by_id?: string | null
  /** 申请日期 */
  requested_on?: string | null
  /** 审结日期 */
  decided_on?: string | null
  /** 审核评定 */
  rating?: Rating | null
  /** 退回理由 */
  return_reason?: string | null
  /** 责成办结期限 */
  again_by_on?: string | null
}

/** 延期申请 */
export interface ExtensionRequest extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 整改措施 */
  corrective_action_id?: string | null
  /** 延期状态 */
  state?: ExtensionState | null
  /** 第几次申请 */
  turn?: number | null
  /** 原时限 */
  old_due_on?: string | null
  old_due_as?: DeadlineAs | null
  old_due_text?: string | null
  /** 申请延至 */
  new_due_on?: string | null
  new_due_as?: DeadlineAs | null
  new_due_text?: string | null
  /** 延期原因 */
  cause?: string | null
  /** 具体理由 */
  reason?: string | null
  /** 客观原因 */
  objective?: boolean | null
  /** 佐证材料 */
  proofs?: string[] | null
  /** 申请人 */
  requested_by_id?: string | null
  /** 申请日期 */
  requested_on?: string | null
  /** 审结日期 */
  decided_on?: string | null
  /** 退回理由 */
  return_reason?: string | null
}

/** 审核 */
export interface ReviewStep extends RecordHead {
  /** 审核事项 */
  kind?: ReviewKind | null
  /** 问题 */
  finding_id?: string | null
  /** 销号申请 */
  closure_request_id?: string | null
  /** 延期申请 */
  extension_request_id?: string | null
  /** 方案 */
  plan_id?: string | null
  /** 第几稿 */
  turn?: number | null
  /** 次序 */
  position?: number | null
  /** 环节 */
  name?: string | null
  /** 审核人 */
  review_by?: ReviewBy | null
  /** 应审核人 */
  person_id?: string | null
  /** 只否决、不必等 */
  may_veto?: boolean | null
  /** 审核状态 */
  state?: ReviewState | null
  /** 审核期限 */
  due_on?: string | null
  /** 审核意见 */
  opinion?: string | null
  /** 评定 */
  rating?: Rating | null
  /** 责成办结期限 */
  again_by_on?: string | null
  /** 审核日期 */
  decided_on?: string | null
  /** 签署人 */
  decided_by_id?: string | null
  /** 签批件 */
  paper_id?: string | null
  /** 签署内容校验值 */
  signed_hash?: string | null
  /** 重新审核原因 */
  reopened?: string | null
}

/** 提请事项 */
export interface Request extends RecordHead {
  /** 编号 */
  number?: string | null
  /** 问题 */
  finding_id?: string | null
  /** 整改措施 */
  corrective_action_id?: string | null
  /** 类型 */
  kind?: RequestKind | null
  /** 事项 */
  title?: string | null
  /** 具体内容 */
  matter?: string | null
  /** 提请对象 */
  addressee_id?: string | null
  /** 提请单位 */
  addressee_unit_id?: string | null
  /** 希望答复日期 */
  reply_by_on?: string | null
  /** 办理状态 */
  state?: RequestState | null
  /** 提请人 */
  asked_by_id?: string | null
  /** 提请日期 */
  asked_on?: string | null
  /** 答复 */
  answer?: string | null
  /** 答复日期 */
  answered_on?: string | null
  /** 答复人 */
  answered_by_id?: string | null
  /** 书面答复 */
  paper_id?: string | null
  /** 再次提请理由 */
  again_reason?: string | null
  /** 办结日期 */
  confirmed_on?: string | null
}

/** 工作留痕 */
export interface Trace extends RecordHead {
  /** 问题 */
  finding_id?: string | null
  /** 整改措施 */
  corrective_action_id?: string | null
  /** 方式 */
  kind?: TraceKind | null
  /** 日期 */
  occurred_on?: string | null
  /** 地点 */
  place?: string | null
  /** 内容 */
  what?: string | null
  /** 带队领导 */
  led_by_id?: string | null
  /** 参加人员 */
  people?: string[] | null
  /** 其他人员 */
  others?: string | null
  /** 属客观原因 */
  objective?: boolean | null
  /** 佐证材料 */
  proofs?: string[] | null
  /** 登记人 */
  entered_by_id?: string | null
}

/** 方案文稿 */
export interface PlanVersion extends RecordHead {
  /** 方案 */
  plan_id?: string | null
  /** 第几稿 */
  turn?: number | null
  /** 稿别 */
  stage?: PlanStage | null
  /** 形成日期 */
  made_on?: string | null
  /** 措施数 */
  measures?: number | null
  /** 组成 */
  parts?: string | null
  /** 内容校验值 */
  content_hash?: string | null
}

/** 征求意见 */
export interface PlanOpinion extends RecordHead {
  /** 方案 */
  plan_id?: string | null
  /** 征求单位 */
  organisation_id?: string | null
  /** 征求人员 */
  person_id?: string | null
  /** 反馈期限 */
  due_on?: string | null
  /** 征求状态 */
  state?: OpinionState | null
  /** 意见 */
  opinion?: string | null
  /** 反馈日期 */
  answered_on?: string | null
  /** 反馈人 */
  answered_by_id?: string | null
  /** 书面意见 */
  paper_id?: string | null
  /** 采纳情况 */
  adoption?: Adoption | null
  /** 采纳说明 */
  adoption_reason?: string | null
  /** 处理日期 */
  handled_on?: string | null
}

/** 方案摘录 */
export interface PlanExtract extends RecordHead {
  /** 方案 */
  plan_id?: string | null
  /** 单位 */
  organisation_id?: string | null
  /** 第几稿 */
  turn?: number | null
  /** 签收状态 */
  state?: ExtractState | null
  /** 问题数 */
  findings?: number | null
  /** 任务数 */
  measures?: number | null
  /** 组成 */
  parts?: string | null
  /** 内容校验值 */
  content_hash?: string | null
  /** 印发日期 */
  issued_on?: string | null
  /** 签收日期 */
  signed_on?: string | null
  /** 签收人 */
  signed_by_id?: string | null
  /** 签收单 */
  paper_id?: string | null
}

/** 责任书 */
export interface ResponsibilityLetter extends RecordHead {
  /** 责任书编号 */
  number?: string | null
  /** 方案 */
  plan_id?: string | null
  /** 承诺单位 */
  organisation_id?: string | null
  /** 承诺人 */
  person_id?: string | null
  /** 上级单位 */
  upper_unit_id?: string | null
  /** 上级签订人 */
  upper_person_id?: string | null
  /** 签订状态 */
  state?: LetterState | null
  /** 责任内容 */
  undertaking?: string | null
  /** 承诺日期 */
  undertaken_on?: string | null
  /** 承诺签字人 */
  undertaken_by_id?: string | null
  /** 签订日期 */
  countersigned_on?: string | null
  /** 签订人 */
  countersigned_by_id?: string | null
  /** 签字件 */
  paper_id?: string | null
  /** 签署内容校验值 */
  signed_hash?: string | null
}

/** 应报事项 */
export interface ReportingDuty extends RecordHead {
  /** 排序 */
  position?: number | null
  /** 应报事项 */
  title?: string | null
  /** 类别 */
  kind?: ReportKind | null
  /** 由谁报送 */
  owed_by?: ReportBy | null
  /** 报送单位 */
  organisation_id?: string | null
  /** 对应巡察 */
  inspection_id?: string | null
  /** 报送对象 */
  addressee?: string | null
  /** 报送周期 */
  frequency?: Frequency | null
  /** 一次性报送日期 */
  once_on?: string | null
  /** 周期内第几日 */
  due_day?: number | null
  /** 下一周期内报送 */
  due_next?: boolean | null
  /** 汇入事项 */
  outer_id?: string | null
  /** 比汇入事项提前工作日 */
  lead_days?: number | null
  /** 截止时间 */
  due_time?: string | null
  /** 签发人 */
  signer?: ReportSigner | null
  /** 必写反馈问题整改情况 */
  needs_problems?: boolean | null
  /** 必写整改成效 */
  needs_results?: boolean | null
  /** 必写自查发现问题 */
  needs_own_findings?: boolean | null
  /** 必写存在困难 */
  needs_obstacles?: boolean | null
  /** 必写下一步工作 */
  needs_next_step?: boolean | null
  /** 启用日期 */
  from_on?: string | null
  /** 停用日期 */
  until_on?: string | null
}

/** 进展报告 */
export interface ProgressReport extends RecordHead {
  /** 报告编号 */
  number?: string | null
  /** 应报事项 */
  reporting_duty_id?: string | null
  /** 报送单位 */
  organisation_id?: string | null
  /** 标题 */
  title?: string | null
  /** 报告期自 */
  from_on?: string | null
  /** 报告期至 */
  until_on?: string | null
  /** 应报日期 */
  due_on?: string | null
  /** 截止时间 */
  due_time?: string | null
  /** 报送状态 */
  state?: ReportState | null
  /** 本期无进展 */
  no_news?: boolean | null
  /** 反馈问题整改情况 */
  problems?: string | null
  /** 整改成效 */
  results?: string | null
  /** 自查发现问题 */
  own_findings?: string | null
  /** 存在困难 */
  obstacles?: string | null
  /** 下一步工作 */
  next_step?: string | null
  /** 汇总自 */
  sources?: string[] | null
  /** 附件 */
  papers?: string[] | null
  /** 数据快照 */
  figures?: string | null
  /** 第几次报送 */
  turn?: number | null
  /** 报送时间 */
  sent_at?: string | null
  /** 报送人 */
  sent_by_id?: string | null
  /** 迟报 */
  late?: boolean | null
  /** 内容校验值 */
  content_hash?: string | null
  /** 签发日期 */
  signed_on?: string | null
  /** 签发人 */
  signed_by_id?: string | null
  /** 签发件 */
  paper_id?: string | null
  /** 签收日期 */
  received_on?: string | null
  /** 签收人 */
  received_by?: string | null
  /** 回执 */
  receipt_id?: string | null
  /** 退回理由 */
  return_reason?: string | null
}

export interface Records {
  organisation: Organisation
  person: Person
  post: Post
  account: Account
  ledger: Ledger
  role_grant: RoleGrant
  api_token: ApiToken
  body: Body
  body_member: BodyMember
  portfolio: Portfolio
  delegation: Delegation
  term: Term
  calendar_year: CalendarYear
  calendar_day: CalendarDay
  inspection_round: InspectionRound
  inspection: Inspection
  feedback_report: FeedbackReport
  milestone: Milestone
  finding: Finding
  responsibility: Responsibility
  plan: Plan
  corrective_action: CorrectiveAction
  acceptance_criterion: AcceptanceCriterion
  attachment: Attachment
  import_batch: ImportBatch
  effectiveness_check: EffectivenessCheck
  rule_change: RuleChange
  recovery: Recovery
  sanction: Sanction
  petition: Petition
  good_practice: GoodPractice
  claim: Claim
  handover: Handover
  mirror_check: MirrorCheck
  mirror_item: MirrorItem
  mirror_answer: MirrorAnswer
  progress_entry: ProgressEntry
  review_route: ReviewRoute
  closure_request: ClosureRequest
  extension_request: ExtensionRequest
  review_step: ReviewStep
  request: Request
  trace: Trace
  plan_version: PlanVersion
  plan_opinion: PlanOpinion
  plan_extract: PlanExtract
  responsibility_letter: ResponsibilityLetter
  reporting_duty: ReportingDuty
  progress_report: ProgressReport
}
