/* A stand-in for the server while it is being written: the contract's answers with invented data, kept in memory.
 * node mock/server.mjs [port] [--fresh] [--rows N]   --fresh starts at the first-run wizard. Serves dist/ when built. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, '../dist')
const args = process.argv.slice(2)
const port = Number(args.find((a) => /^\d+$/.test(a)) ?? 8123)
const fresh = args.includes('--fresh')
const extra_rows = args.includes('--rows') ? Number(args[args.indexOf('--rows') + 1]) : 0
const letter = readFileSync(join(here, 'letter.txt'), 'utf8')

/* ---- description: the server's own lists, as /api/v1/schema gives them ---- */
const schema = JSON.parse(readFileSync(join(here, 'schema.json'), 'utf8'))
const { records, words, terms } = schema

/* ---- rows ---- */
const rows = Object.fromEntries(records.map((r) => [r.plural, []]))
const histories = new Map()
const uploads = new Map()
const letters = new Map() // report id -> {plain, nodes}
const now = () => new Date().toISOString().slice(0, 19) + 'Z'
function add(plural, values, actor = '梁永和', via = 'web') {
  const row = { id: randomUUID(), version: 1, created_at: now(), changed_at: now(), ...values }
  rows[plural].push(row)
  histories.set(row.id, [{ version: 1, at: now(), event: 'add', actor, acting_for: null, via, changes: [] }])
  return row
}
const unit_list = [['云岭市资源规划局', '市资规局', 'ZGJ', 'organisation'], ['办公室', '局办', 'BGS', 'department'], ['人事教育科', '人事科', 'RSK', 'department'], ['财务审计科', '财务科', 'CWK', 'department'], ['国土空间规划科', '规划科', 'GHK', 'department'], ['耕地保护监督科', '耕保科', 'GDK', 'department'], ['矿产资源与生态修复科', '矿产科', 'KCK', 'department'], ['机关党委', '', 'JGDW', 'party_branch'], ['自然资源综合执法支队', '执法支队', 'ZFZD', 'affiliate'], ['不动产登记中心', '登记中心', 'DJZX', 'affiliate']]
const people_list = [['沈维钧', 0, '党组书记、局长', true], ['陶立群', 0, '党组副书记、副局长'], ['贺晓岚', 0, '党组成员、副局长'], ['邵国梁', 0, '党组成员、副局长'], ['梁永和', 1, '主任、整改办主任', true], ['苏静宜', 1, '副主任、整改办副主任'], ['韩素梅', 2, '科长', true], ['薛丽华', 3, '科长', true], ['顾云峰', 4, '科长', true], ['康振东', 5, '科长', true], ['石广源', 6, '科长', true], ['潘志远', 7, '专职副书记', true], ['雷向前', 8, '支队长', true], ['江雪梅', 9, '主任', true]]

function parse(plain) {
  const nodes = []
  const path = {}
  let at = 0
  let demands = false
  const push = (level, parent, text, no, title) => {
    const start = at
    at += Array.from(text).length
    const due = level === 'other' ? null : /(\d{4})年(\d{1,2})月(?:(\d{1,2})日|底)前/.exec(text)
    const day = due && (due[3] ?? new Date(Date.UTC(+due[1], +due[2], 0)).getUTCDate())
    nodes.push({ id: nodes.length + 1, parent, level, no, title, text: text.replace(/\n$/, ''), start, end: at, lead_units: [], responsible_units: [], status_text: null, why: 'line', deadline: due ? { text: due[0], due_on: `${due[1]}-${String(due[2]).padStart(2, '0')}-${String(day).padStart(2, '0')}`, due_as: due[3] ? 'day' : 'month', amount: null, unit: null } : null })
    return nodes.length
  }
  for (const line of plain.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const bare = line.trim()
    let m
    if (/^[一二三四五]、/.test(bare)) {
      demands = /要求/.test(bare)
      push('other', 0, line, '', '')
    } else if ((m = /^(（[一二三四五六七八九十]+）)([^。]*)/.exec(bare))) {
      if (demands) push('demand', 0, line, m[1], m[2])
      else path.aspect = push('aspect', 0, line, m[1], m[2].replace(/^在/, ''))
    } else if ((m = /^(\d+\.)([^。]*)/.exec(bare))) {
      const run = line.search(/一是/)
      if (run > 0 && /二是/.test(line)) {
        path.finding = push('finding', path.aspect ?? 0, line.slice(0, run), m[1], m[2])
        for (const part of line.slice(run).split(/(?=[二三四]是)/)) push('point', path.finding, part, part.slice(0, 2), part.slice(2).replace(/[；。\n]+$/, '').slice(0, 60))
      } else path.finding = push('finding', path.aspect ?? 0, line, m[1], m[2])
    } else if ((m = /^(（\d+）)([^。]*)/.exec(bare)) && path.finding) push('point', path.finding, line, m[1], m[2])
    else push('other', 0, line, '', '')
  }
  const n = (l) => nodes.filter((x) => x.level === l).length
  const figures = [...plain.matchAll(/(\d+)个(方面|问题)/g)].slice(0, 2).map((m) => ({ label: m[2], value: +m[1], unit: '个', start: Array.from(plain.slice(0, m.index)).length, end: Array.from(plain.slice(0, m.index)).length + m[0].length }))
  const checks = figures.filter((f) => f.value !== n(f.label === '方面' ? 'aspect' : 'finding')).map((f) => ({ code: 'figure_mismatch', severity: 'warning', message: `原文写“${f.value}个${f.label}”，拆出 ${n(f.label === '方面' ? 'aspect' : 'finding')} 个` }))
  return { characters: Array.from(plain).length, plain, nodes, figures, checks }
}

const live = (f, role) => rows.responsibilities.find((x) => x.finding_id === f && x.role === role && !x.until_on && !x.withdrawn)
function derive(id) {
  const f = rows.findings.find((x) => x.id === id)
  if (f) Object.assign(f, { lead_unit_id: live(id, 'lead_unit')?.organisation_id ?? null, lead_official_id: live(id, 'lead_official')?.person_id ?? null, accountable_official_id: live(id, 'accountable_official')?.person_id ?? null })
}
let number = 0
function accept(report, nodes, plain, lively) {
  const made = new Map()
  const placed = []
  const code = rows.organisations[0]?.code ?? 'ZGJ'
  const positions = new Map()
  for (const n of nodes) {
    if (n.level === 'other') continue
    const parent = made.get(n.parent)
    const position = (positions.get(n.parent) ?? 0) + 1
    positions.set(n.parent, position)
    const numbered = n.level === 'finding'
    const i = numbered ? number++ : 0
    const lead = rows.organisations[1 + (i % 9)]
    const due = n.deadline ?? (numbered && lively ? [{ due_on: '2026-10-30', due_as: 'day', text: '' }, { due_on: '2026-12-31', due_as: 'month', text: '' }, { due_on: '2027-03-31', due_as: 'month', text: '' }, { due_on: null, due_as: 'ongoing', text: '' }][i % 4] : null)
    if (n.level === 'action') {
      add('corrective_actions', { number: null, answers: [parent?.id], measure: n.text, state: 'planned', due_on: due?.due_on ?? null, due_as: due?.due_as ?? null, due_text: due?.text ?? null })
      continue
    }
    const row = add('findings', {
      number: numbered ? `${code}-2026-${String(number).padStart(4, '0')}` : n.level === 'point' ? `${parent?.number}-${position}` : n.level === 'demand' ? `${code}-Y2026-${String(position).padStart(4, '0')}` : null,
      path: (parent?.path ?? '') + String(n.id + (n.parent ? 0 : 1000 * rows.feedback_reports.length)).padStart(6, '0'), depth: parent ? parent.depth + 1 : 0, parent_id: parent?.id ?? null, position: n.id,
      level: n.level, outline_no: n.no, title: n.title, verbatim: n.text, working_text: null, span_start: n.start, span_end: n.end,
      state: lively && numbered ? ['in_progress', 'registered', 'planned', 'under_review', 'closed'][i % 5] : 'registered', origin: 'inspection',
      horizon: numbered && lively ? (due?.due_as === 'ongoing' ? 'ongoing' : i % 3 ? 'by_deadline' : 'immediate') : null,
      category: numbered && lively ? terms.category[i % terms.category.length].word : null, severity: numbered && lively ? terms.severity[i % terms.severity.length].word : null, confidentiality: 'internal',
      lead_unit_id: null, lead_official_id: null, accountable_official_id: null, due_on: due?.due_on ?? null, due_as: due?.due_as ?? null, due_text: due?.text ?? null,
      completion: numbered && lively ? ['stage_done', 'not_done', 'stage_done', 'mostly_done', 'done'][i % 5] : null, feedback_report_id: report.id, inspection_id: report.inspection_id, extra: {},
    }, '梁永和', 'import')
    made.set(n.id, row)
    placed.push({ finding_id: row.id, number: row.number, level: row.level, start: n.start, end: n.end, title: row.title })
    if (numbered && lively) {
      const answer = (role, who) => add('responsibilities', { finding_id: row.id, role, kind: null, organisation_id: null, person_id: null, from_on: '2026-10-20', until_on: null, ...who })
      if (i % 10 !== 7) answer('lead_unit', { organisation_id: lead?.id })
      answer('lead_official', { person_id: rows.persons[i % 4]?.id })
      if (i % 3 === 0) answer('responsible_unit', { organisation_id: rows.organisations[1 + ((i + 3) % 9)]?.id })
      derive(row.id)
      add('corrective_actions', { number: null, answers: [row.id], kind: i % 2 ? 'action' : 'rule', measure: ['修订理论学习中心组学习计划，每次集体学习安排2名以上班子成员交流研讨，发言材料由本人撰写并公示。', '逐项核对台账，超期事项由承办科室书面说明原因，每周五更新进度。'][i % 2], owner_id: rows.persons[4 + (i % 9)]?.id, due_on: '2026-12-11', due_as: 'day', due_text: null, deliverable: '修订后的制度文本', indicator: '按期办结率不低于98%', state: 'in_progress' })
      if (i % 4 === 0) histories.get(row.id).unshift({ version: 2, at: '2026-11-02T02:20:00Z', event: 'set', actor: '苏静宜', acting_for: null, via: 'web', changes: [{ field: 'horizon', label: '整改时限类别', before: null, after: '立行立改' }, { field: 'severity', label: '严重程度', before: '一般', after: '较重' }] })
    }
  }
  letters.set(report.id, { plain, nodes: placed })
  return placed
}

let step = fresh ? 'administrator' : 'done'
const accounts = new Map([['admin', { password: 'rectify-2026', must: false, person: { id: 'p', name: '梁永和', post: '主任、整改办主任', unit: '办公室' } }], ['xinren', { password: 'ABCD-EFGH', must: true, person: { id: 'q', name: '苏静宜', post: '副主任', unit: '办公室' } }]])
let failures = 0
const sessions = new Map()

function populate() {
  for (const [name, short_name, code, kind] of unit_list) add('organisations', { name, short_name, code, kind, parent_id: rows.organisations[0]?.id ?? null, extra: {} })
  for (const [name, u, post, head] of people_list) add('persons', { name, organisation_id: rows.organisations[u].id, code: `R${rows.persons.length + 1}`, duty: post, phone: '154' + String(10000000 + rows.persons.length * 7919).slice(0, 8), left: false, extra: { zhengzhimianmao: '中共党员' } })
  people_list.forEach(([, u, post, head], i) => add('posts', { organisation_id: rows.organisations[u].id, title: post, person_id: rows.persons[i].id, heads_unit: !!head, from_on: '2024-03-01' }))
  const group = add('bodies', { name: '巡察整改工作领导小组', kind: 'leading_group', organisation_id: rows.organisations[0].id, founding_document: '云资规党〔2026〕21号', founded_on: '2026-10-14' })
  rows.persons.slice(0, 5).forEach((p, i) => add('body_members', { body_id: group.id, person_id: p.id, role: i ? (i > 1 ? 'member' : 'deputy_head') : 'head', from_on: '2026-10-14' }))
  const i = add('inspections', { code: 'SW-2026-3', name: '市委第三轮巡察（市委第三巡察组）', kind: 'regular', level: 'city', entered_on: '2026-06-29', team: '市委第三巡察组' })
  const r = add('feedback_reports', { title: '市委第三巡察组关于巡察云岭市资源规划局党组的反馈意见', document_no: '云巡三〔2026〕8号', inspection_id: i.id, issued_on: '2026-10-12', signed_on: '2026-10-12', file: null })
  const p = parse(letter)
  accept(r, p.nodes, letter, true)
  for (let k = 0; k < extra_rows; k++) add('findings', { number: `ZGJ-2025-${String(k + 1).padStart(4, '0')}`, path: `9${String(k).padStart(6, '0')}`, depth: k % 10 ? 1 : 0, parent_id: k % 10 ? rows.findings[rows.findings.length - (k % 10)].id : null, level: k % 10 ? 'finding' : 'aspect', outline_no: '', title: `历年问题第${k + 1}条：台账更新不及时，责任落实不到位`, verbatim: '', state: k % 10 ? 'closed' : null, horizon: 'by_deadline', lead_unit_id: rows.organisations[1 + (k % 9)].id, lead_official_id: null, due_on: '2025-12-31', due_as: 'day', due_text: null, completion: 'done', feedback_report_id: r.id, extra: {} })
}
if (!fresh) populate()

/* ---- answers ---- */
class Refused extends Error {
  constructor(status, detail, errors = []) {
    super(detail)
    Object.assign(this, { status, body: { type: 'about:blank', title: detail, status, detail, errors } })
  }
}
const today = '2026-11-20'
const session_of = (s) => ({ username: s.username, person: s.account.person, roles: ['office', 'system_admin'], csrf: s.csrf, must_change_password: s.account.must, ledgers: [{ id: 'l1', code: rows.organisations[0]?.code ?? 'ZGJ', name: rows.organisations[0]?.name ?? '', profile: 'inspection', may: ['read', 'write', 'import', 'export'] }], offset: '+08:00', today, version: '0.1.0', confidentiality_ceiling: 'internal' })
const name_of = (id) => { for (const list of Object.values(rows)) { const r = list.find((x) => x.id === id); if (r) return r.name ?? r.title ?? r.number } }
function names_for(type, list) {
  const names = {}
  for (const r of list) for (const f of type.fields) if (f.kind === 'ref' || f.kind === 'refs') for (const id of [].concat(r[f.name] ?? [])) names[id] ??= name_of(id) ?? ''
  return names
}
const may_of = (type) => ({ write: type.fields.filter((f) => !f.given && !f.fixed).map((f) => f.name), events: ['set', 'withdraw'] })
const display = (f, v, r) => {
  if (v === null || v === undefined || v === '' || (Array.isArray(v) && !v.length)) return null
  if (f.kind === 'word') return words[f.of]?.find((w) => w.word === v)?.label ?? v
  if (f.kind === 'term') return terms[f.of]?.find((w) => w.word === v)?.label ?? v
  if (f.kind === 'ref') return name_of(v)
  if (f.kind === 'refs') return v.map(name_of).join('、')
  if (f.kind === 'flag') return v ? '是' : '否'
  if (f.kind === 'extra') return Object.entries(v).map(([k, x]) => `${schema.extra[f.of]?.find((w) => w.word === k)?.label ?? k}：${x}`).join('；')
  return String(v)
}
function check(type, body, whole) {
  const errors = []
  for (const f of type.fields) {
    if (f.required && (whole || f.name in body) && !body[f.name]) errors.push({ field: f.name, code: 'required', message: `“${f.label}”不能为空` })
    if (f.max && typeof body[f.name] === 'string' && body[f.name].length > f.max) errors.push({ field: f.name, code: 'too_long', message: `“${f.label}”最多 ${f.max} 个字` })
  }
  if (errors.length) throw new Refused(422, '填写的内容有问题', errors)
}
function list(type, q) {
  let found = rows[type.plural].filter((r) => !r.withdrawn)
  for (const [k, v] of q) {
    if (['limit', 'after', 'sort', 'q'].includes(k)) continue
    if (k === 'overdue') found = found.filter((r) => r.due_on && r.due_on < today && r.state !== 'closed')
    else if (v === '') found = found.filter((r) => r[k] === null || r[k] === undefined)
    else found = found.filter((r) => (Array.isArray(r[k]) ? r[k].includes(v) : String(r[k]) === v))
  }
  const text = q.get('q')
  if (text) found = found.filter((r) => JSON.stringify(Object.values(r)).includes(text))
  const sort = q.get('sort')
  if (sort) { const key = sort.replace('-', ''); found = [...found].sort((a, b) => String(a[key] ?? '').localeCompare(String(b[key] ?? '')) * (sort[0] === '-' ? -1 : 1)) }
  const at = Number(q.get('after') ?? 0)
  const limit = Math.min(Number(q.get('limit') ?? 50), 500)
  const page = found.slice(at, at + limit)
  return { rows: page, names: names_for(type, page), next: at + limit < found.length ? String(at + limit) : null, total: found.length }
}
function change(type, row, body, if_match) {
  check(type, body, false)
  const keys = type.fields.flatMap((f) => f.columns ?? [f.name])
  for (const k of Object.keys(body)) if (!keys.includes(k)) throw new Refused(422, '有不认识的栏目', [{ field: k, code: 'unknown', message: `没有“${k}”这个栏目` }])
  if (if_match !== undefined && if_match !== row.version) {
    const errors = Object.keys(body).filter((k) => row[k] !== body[k]).map((field) => ({ field, code: 'conflict', message: '别人已经改过', base: row[`_base_${field}`] ?? null, theirs: row[field], yours: body[field] }))
    if (errors.length) throw new Refused(412, '别人刚刚改过这一条', errors)
  }
  const changes = type.fields.filter((f) => (f.columns ?? [f.name]).some((k) => k in body && JSON.stringify(body[k]) !== JSON.stringify(row[k]))).map((f) => ({ field: f.name, label: f.label, before: display(f, row[f.columns?.[0] ?? f.name]), after: display(f, body[f.columns?.[0] ?? f.name]) }))
  Object.assign(row, body, { version: row.version + 1, changed_at: now() })
  histories.get(row.id)?.unshift({ version: row.version, at: now(), event: 'set', actor: '梁永和', acting_for: null, via: 'web', changes })
}
function decode(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true })
  try { return text.decode(bytes).replace(/\r\n/g, '\n') } catch { return new TextDecoder('gb18030').decode(bytes).replace(/\r\n/g, '\n') }
}
function people_import(dry) {
  const result = { organisations: { new: 9, changed: 0, same: 1 }, persons: { new: 13, changed: 0, same: 1 }, posts: { new: 14, changed: 0, same: 0 }, accounts: { new: 12, changed: 0, same: 0 }, extra_columns: ['政治面貌', '备注'], rows: [] }
  unit_list.forEach((u, i) => result.rows.push({ sheet: '单位', row: i + 2, result: i ? 'new' : 'same', name: u[0], message: '' }))
  people_list.forEach((p, i) => result.rows.push({ sheet: '人员', row: i + 2, result: i === 9 ? 'refused' : 'new', name: p[0], message: i === 9 ? '单位“耕保处”不在单位表中，请写全称、简称或代码' : '' }))
  if (!dry) {
    if (rows.persons.length < 3) { const keep = rows.organisations[0]; populate(); rows.findings.length = 0; rows.feedback_reports.length = 0; rows.inspections.length = 0; rows.responsibilities.length = 0; number = 0; if (keep) rows.organisations.splice(rows.organisations.findIndex((o) => o !== keep && o.name === keep.name), 1) }
    result.slips = people_list.filter((_, i) => i !== 9 && i !== 4).map((p, i) => ({ name: p[0], unit: unit_list[p[1]][0], username: ['shenwj', 'taolq', 'hexl', 'shaogl', 'sujy', 'hansm', 'xuelh', 'guyf', 'shigy', 'panzy', 'leixq', 'jiangxm'][i], code: createHash('sha256').update(p[0]).digest('hex').slice(0, 8).toUpperCase().replace(/(....)/, '$1-') }))
    step = 'letter'
  }
  return result
}

async function answer(req, url, bytes) {
  const p = url.pathname
  const q = url.searchParams
  const dry = q.get('dry_run') === 'true'
  const body = () => JSON.parse(bytes.toString('utf8') || '{}')
  const cookie = /rectify_session=(\w+)/.exec(req.headers.cookie ?? '')?.[1]
  const s = sessions.get(cookie)
  const log_in = (username, account) => { const id = randomBytes(12).toString('hex'); const made = { username, account, csrf: randomBytes(8).toString('hex') }; sessions.set(id, made); return [201, session_of(made), { 'Set-Cookie': `rectify_session=${id}; HttpOnly; SameSite=Strict; Path=/` }] }
  const key = `${req.method} ${p}`
  let m
  if (key === 'GET /api/v1/setup') return [200, { needed: step === 'administrator', step, offset: '+08:00', confidentiality_ceiling: 'internal', sample: false }]
  if (key === 'POST /api/v1/setup/administrator') {
    const b = body()
    const errors = []
    for (const [f, l] of [['organisation', '单位全称'], ['code', '单位代码'], ['name', '姓名'], ['username', '用户名'], ['password', '密码']]) if (!b[f]) errors.push({ field: f, code: 'required', message: `“${l}”不能为空` })
    if (b.code && !/^[A-Z0-9]{2,8}$/.test(b.code)) errors.push({ field: 'code', code: 'pattern', message: '单位代码只能是2至8位大写字母或数字' })
    if (b.password && b.password.length < 10) errors.push({ field: 'password', code: 'too_short', message: '密码至少 10 个字符' })
    if (errors.length) throw new Refused(422, '填写的内容有问题', errors)
    const account = { password: b.password, must: false, person: { id: 'p', name: b.name, post: null, unit: b.organisation } }
    accounts.set(b.username, account)
    add('organisations', { name: b.organisation, code: b.code, kind: 'organisation', parent_id: null, extra: {} })
    step = 'people'
    const r = log_in(b.username, account)
    return r
  }
  if (key === 'POST /api/v1/session') {
    const b = body()
    if (failures >= 5) throw new Refused(429, '密码连续输错 5 次，账号已锁定，还有 15 分钟')
    const account = accounts.get(b.username)
    if (!account || account.password !== b.password) { failures++; throw new Refused(401, failures >= 3 ? `用户名或密码不对，再错 ${5 - failures} 次将锁定` : '用户名或密码不对') }
    failures = 0
    const r = log_in(b.username, account)
    return [200, r[1], r[2]]
  }
  if (!s) throw new Refused(401, '请先登录')
  if (req.method !== 'GET' && req.headers['x-csrf-token'] !== s.csrf) throw new Refused(403, '页面已过期，请刷新后重试')
  if (key === 'GET /api/v1/session') return [200, session_of(s)]
  if (key === 'DELETE /api/v1/session') { sessions.delete(cookie); return [204] }
  if (key === 'PUT /api/v1/session/password') { const b = body(); if (b.old !== s.account.password) throw new Refused(422, '原密码不对', [{ field: 'old', code: 'wrong', message: '原密码不对' }]); if ((b.new ?? '').length < 10) throw new Refused(422, '新密码太短', [{ field: 'new', code: 'too_short', message: '新密码至少 10 个字符' }]); s.account.password = b.new; s.account.must = false; return [200, session_of(s)] }
  if (key === 'GET /api/v1/schema') return [200, schema]
  if (key === 'GET /api/v1/verify') return [200, { ok: true, chains: [{ ledger: '（本系统）', site: '云岭市资源规划局', events: 214, head: createHash('sha256').update('a').digest('hex') }, { ledger: '云岭市资源规划局', site: '云岭市资源规划局', events: 812, head: createHash('sha256').update('b').digest('hex') }], problems: [] }]
  if (key === 'GET /api/v1/pick') { const type = records.find((r) => r.name === q.get('record')); const text = q.get('q') ?? ''; return [200, { rows: rows[type.plural].filter((r) => !r.withdrawn && JSON.stringify([r.name, r.short_name, r.title, r.code, r.number]).includes(text)).slice(0, 20).map((r) => ({ id: r.id, label: r.name ?? r.title, hint: r.duty ? `${name_of(r.organisation_id)} ${r.duty}` : (r.short_name ?? r.code ?? '') })) }] }
  if (key === 'POST /api/v1/intake/letters') {
    const name = decodeURIComponent(req.headers['x-file-name'] ?? '')
    if (bytes.length < 20) throw new Refused(422, '文件里没有可以读取的文字')
    const plain = extname(name) === '.docx' ? letter : decode(bytes)
    const upload = createHash('sha256').update(bytes).digest('hex')
    uploads.set(upload, plain)
    return [200, { upload, file_name: name, parse: parse(plain) }]
  }
  if (key === 'POST /api/v1/imports/people') return [200, people_import(dry)]
  if ((m = /^\/api\/v1\/ledgers\/[^/]+\/(.*)$/.exec(p))) {
    if (m[1] === 'summary') {
      const f = rows.findings.filter((r) => !r.withdrawn)
      const tally = (k, list) => list.reduce((a, r) => (r[k] ? { ...a, [r[k]]: (a[r[k]] ?? 0) + 1 } : a), {})
      const findings = f.filter((r) => r.level === 'finding')
      return [200, { findings: { total: findings.length, by_level: tally('level', f), by_state: tally('state', findings) }, reports: rows.feedback_reports.map((r) => ({ id: r.id, inspection: name_of(r.inspection_id), title: r.title, issued_on: r.issued_on, signed_on: r.signed_on, findings: findings.filter((x) => x.feedback_report_id === r.id).length })), unassigned: findings.filter((r) => !r.lead_unit_id).length, overdue: f.filter((r) => r.due_on && r.due_on < today && r.state !== 'closed').length }]
    }
    if (m[1] === 'export.xlsx') return [200, Buffer.from('mock'), { 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Content-Disposition': "attachment; filename*=UTF-8''" + encodeURIComponent('三张清单.xlsx') }]
    if (m[1] === 'intake' && req.method === 'POST') {
      const b = body()
      const plain = uploads.get(b.upload)
      if (!plain) throw new Refused(422, '文件已不在服务器上，请重新拖入')
      const errors = []
      if (!b.inspection_id && !b.inspection?.name) errors.push({ field: 'inspection', code: 'required', message: '请选择或新建所属的巡视巡察' })
      if (!b.title) errors.push({ field: 'title', code: 'required', message: '“文件标题”不能为空' })
      if (errors.length) throw new Refused(422, '还缺几项内容', errors)
      const points = Array.from(plain)
      let at = 0
      for (const n of [...b.nodes].sort((x, y) => x.start - y.start)) { if (n.start !== at || points.slice(n.start, n.end).join('').replace(/\n$/, '') !== n.text) throw new Refused(422, `原文第 ${at} 字处没有归入任何条目`, [{ field: 'nodes', code: 'tiling', message: `第 ${n.id} 条与原文不符` }]); at = n.end }
      b.nodes.forEach((n, i) => { const above = n.parent && b.nodes[n.parent - 1]; if (n.id !== i + 1 || n.parent >= n.id || (above && above.level === 'other')) throw new Refused(422, `第 ${i + 1} 个节点的上级不在它之前，或层级不合适`) })
      if (at !== points.length) throw new Refused(422, '原文末尾没有归入任何条目')
      const c = (l) => b.nodes.filter((n) => n.level === l).length
      const summary = { aspects: c('aspect'), items: c('item'), findings: c('finding'), points: c('point'), demands: c('demand'), actions: c('action'), other: c('other'), characters: at, claimed_characters: at }
      const problems = b.nodes.filter((n) => n.level === 'finding' && !n.parent).map((n) => ({ severity: 'warning', code: 'finding_without_aspect', message: `问题“${n.title}”不在任何方面之下`, node: n.id }))
      const first = number + 1
      const units_unmatched = [...new Set(b.nodes.flatMap((n) => [...n.lead_units, ...n.responsible_units]))].filter((u) => !unit_list.some((x) => x.includes(u)))
      const numbers = { first: `ZGJ-2026-${String(first).padStart(4, '0')}`, last: `ZGJ-2026-${String(number + summary.findings).padStart(4, '0')}` }
      let report_id = null
      if (!dry) {
        const inspection = b.inspection_id ? { id: b.inspection_id } : add('inspections', b.inspection)
        const r = add('feedback_reports', { title: b.title, document_no: b.document_no, inspection_id: inspection.id, issued_on: b.issued_on, signed_on: b.signed_on, file: b.upload })
        accept(r, b.nodes, plain, false)
        report_id = r.id
        step = 'done'
      }
      return [200, { summary, problems, report_id, numbers, units_unmatched }]
    }
    if ((m = /^feedback_reports\/([^/]+)\/(text|file)$/.exec(m[1]))) { const l = letters.get(m[1]); if (!l) throw new Refused(404, '没有这份反馈意见'); return m[2] === 'text' ? [200, l] : [200, Buffer.from(l.plain), { 'Content-Type': 'text/plain; charset=utf-8' }] }
  }
  if ((m = /^\/api\/v1\/(?:ledgers\/[^/]+\/)?([a-z_]+)(?:\/([^/]+))?(?:\/(history|withdraw))?$/.exec(p))) {
    const type = records.find((r) => r.plural === m[1])
    if (type) {
      const one = (row) => [200, { record: row, names: names_for(type, [row]), may: may_of(type) }, { ETag: `"${row.version}"` }]
      if (!m[2]) {
        if (req.method === 'GET') return [200, list(type, q)]
        const b = body()
        check(type, b, true)
        if (type.name === 'responsibility' && ['lead_unit', 'lead_official', 'accountable_official'].includes(b.role) && live(b.finding_id, b.role)) throw new Refused(422, '同一问题同时只能有一个', [{ field: 'role', code: 'doubled', message: '这个问题已经有了，请先结束原来的' }])
        const made = add(type.plural, b)
        if (type.name === 'responsibility') derive(b.finding_id)
        return [201, one(made)[1]]
      }
      const row = rows[type.plural].find((r) => r.id === m[2])
      if (!row) throw new Refused(404, `没有这条${type.label}`)
      if (m[3] === 'history') return [200, { versions: histories.get(row.id) ?? [] }]
      if (m[3] === 'withdraw') { row.withdrawn = true; if (type.name === 'responsibility') derive(row.finding_id); return one(row) }
      if (req.method === 'PATCH') { const tag = /\d+/.exec(req.headers['if-match'] ?? '')?.[0]; change(type, row, body(), tag ? Number(tag) : undefined); if (type.name === 'responsibility') derive(row.finding_id) }
      return one(row)
    }
  }
  throw new Refused(404, '没有这个地址')
}

const mime = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }
http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x')
  const chunks = []
  for await (const c of req) chunks.push(c)
  if (url.pathname.startsWith('/api/')) {
    try {
      const [status, value, headers = {}] = await answer(req, url, Buffer.concat(chunks))
      const raw = Buffer.isBuffer(value)
      res.writeHead(status, { ...(raw ? {} : { 'Content-Type': 'application/json; charset=utf-8' }), 'Cache-Control': 'no-store', ...headers })
      res.end(raw ? value : value === undefined ? '' : JSON.stringify(value))
    } catch (e) {
      if (!e.status) console.error(e)
      res.writeHead(e.status ?? 500, { 'Content-Type': 'application/problem+json; charset=utf-8' })
      res.end(JSON.stringify(e.body ?? { status: 500, detail: '服务器出错了' }))
    }
    return
  }
  let file = join(dist, normalize(decodeURIComponent(url.pathname)))
  if (!file.startsWith(dist) || !existsSync(file) || !extname(file)) file = join(dist, 'index.html')
  if (!existsSync(file)) { res.writeHead(404); res.end('npm run build'); return }
  // the server's own policy, so that what it would block is blocked here
  const policy = "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
  res.writeHead(200, { 'Content-Security-Policy': policy, 'Content-Type': mime[extname(file)] ?? 'application/octet-stream' })
  res.end(readFileSync(file))
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
