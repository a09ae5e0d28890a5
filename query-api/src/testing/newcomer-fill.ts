// Onboardings, mentors, sessions and resignations of the people that the query plans are looked at on.

export const newcomerFill = (people: number): string => `
  insert into views.onboarding_plan
    select 'p' || n, 'e' || n, 'teller', 1, '2022-01-01'::date + n % 1800, case when n % 3 = 0 then 'open' else 'completed' end,
           '2026-01-01', '[]', 5, n % 5, case when n % 3 = 0 then 'e' || 1 + n % 600 end, null, null, null, '[]', 1
    from generate_series(1, ${people}) n;
  insert into views.onboarding_template_choice
    select 'u' || n || '/Кассир', 'u' || n, 'Кассир', 'teller', 'hr', '2026-01-01' from generate_series(1, 5000) n;
  insert into views.onboarding_task
    select 'p' || n, owner, 'e' || n, owner, '2026-11-01'::date + n % 60, '{"ru":"Задача","en":"Task"}', false,
           case when owner = 'mentor' then 'e' || 1 + n % 600 end
    from generate_series(1, ${people}) n, unnest(array['newcomer', 'head', 'hr', 'mentor', 'it']) owner where n % 3 = 0;
  insert into views.onboarding_feedback
    select 'p' || n, m, 'newcomer', 'e' || n, 'e' || n, '2026-01-01', '[]' from generate_series(1, ${people}) n, unnest(array[7, 30, 90]) m;
  insert into views.mentor
    select 'e' || n, '2025-01-01', null, null, '[]', '[]', n % 4 from generate_series(1, 3000) n;
  insert into views.training_session
    select 's' || n, 'c' || n % 40, '{"ru":"Курс","en":"Course"}', 'e' || n, '2026-01-01'::timestamptz + n * interval '4 hours',
           '2026-01-01'::timestamptz + n * interval '4 hours', '2026-01-01'::timestamptz + n * interval '4 hours', 'Europe/Moscow',
           'Зал', 'open', 12, 10, 0, false, '[]'
    from generate_series(1, 3000) n;
  insert into views.training_place
    select 's' || 1 + (n * 7 + m) % 3000, 'e' || n, 'c1', 'booked', n, null from generate_series(1, ${people}) n, generate_series(1, 4) m
    on conflict do nothing;
  insert into views.training_account select 'e' || n, '["c1"]', '[]', '[]' from generate_series(1, ${people}) n;
  insert into views.training_subscription select 'c' || n % 40, 'e' || n from generate_series(1, ${people}) n;
  insert into views.resignation
    select 'e' || n || '_1', 'e' || n, 1, 'received', '2026-01-01'::date + n % 300, '2026-01-15', '2026-01-15', 'b', 'scan', 'd',
           null, '{"says":"nothing"}', null, '[]', 1, '[]', null, null, null, null, null, null, null, '[]', '[]', 1
    from generate_series(1, ${people}) n;
  insert into views.letter
    select '00000000-0000-5000-8000-' || lpad(n::text, 12, '0'), 'e' || n, 1, 1, '2026-01-01'::date + n % 300, '2026-01-01', 'e' || n, 'p', null,
           'human-review', n % 50 = 0, 'human-review', '2026-01-01', 'r', null, null, null, null, null, '[]', null,
           case when n % 10 = 0 then 'resignation' end, null, null, '[]', 1
    from generate_series(1, ${people}) n;`;

export const askedOfNewcomers: readonly (readonly [userId: string, path: string])[] = [
  ["e6", "onboarding/e6"],
  ["e5", "onboarding/e604"],
  ["e5", "onboarding-tasks"],
  ["hr", "onboarding-tasks"],
  ["e6", "onboarding/e6/feedback"],
  ["e5", "onboarding-progress"],
  ["hr", "onboarding-progress?from=2026-11-01"],
  ["hr", "onboarding-template-choices"],
  ["hr", "mentors"],
  ["e5", "mentor-proposals/e604"],
  ["e6", "training-sessions"],
  ["e6", "training-sessions?mine=true"],
  ["e6", "training-sessions/s50"],
  ["e6", "training/e6"],
  ["e6", "training-programmes"],
  ["hr", "resignations"],
  ["e5", "resignations"],
  ["e6", "resignations/e6"],
  ["hr", "resignation-letters"],
  ["hr", "resignation-letters?waiting=true"],
  ["e6", "resignation-letters"],
  ["e6", "resignation-letters/00000000-0000-5000-8000-000000000006"],
  ["hr", "resignation-letter-labels"],
];
