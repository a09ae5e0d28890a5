// A small organisation without a fault, for specs to break one cell of.
export const soundFiles: Readonly<Record<string, string>> = {
  "units.csv": `unit_id,name,parent_id,established_on
u1,Bank,,2010-01-01
u2,Branch,u1,2015-01-01
u3,Desk,u2,2018-01-01
`,
  "employees.csv": `employee_id,last_name,first_name,middle_name,email,hired_on,unit_id,position,country,time_zone
e1,Иванова,Анна,Петровна,anna@bank.example,2020-03-02,u1,Director,RU,Europe/Moscow
e2,Smith,John,,,2021-05-04,u2,Head of branch,RU,Europe/Moscow
e3,Орлов,Пётр,,petr@bank.example,2022-06-01,u3,Teller,RU,Asia/Yekaterinburg
`,
  "contracts.csv": `employee_id,kind,from,until,probation_until
e1,permanent,2020-03-02,,
e2,permanent,2021-05-04,,2021-08-03
e3,fixed-term,2022-06-01,2027-05-31,
`,
  "schedules.csv": `employee_id,from,schedule
e1,2020-03-02,five-day-40
e2,2021-05-04,five-day-40
e3,2022-06-01,shift-2-2-a
`,
  "salaries.csv": `employee_id,from,monthly,currency
e1,2020-03-02,250000.00,RUB
e2,2021-05-04,150000.5,RUB
e3,2022-06-01,90000,RUB
`,
  "heads.csv": `unit_id,employee_id,from
u1,e1,2020-03-02
u2,e2,2021-05-04
`,
  "roles.csv": `user_id,role,scope,from,until
e1,hr-officer,all,2021-01-01,
e2,accountant,u2 u3,2021-06-01,2030-12-31
`,
};

export const filesWith = (changed: Readonly<Record<string, string | Uint8Array>>): Map<string, string | Uint8Array> =>
  new Map(Object.entries({ ...soundFiles, ...changed }));

/** The sound files with one text of one of them replaced. */
export const filesWhere = (file: string, before: string, after: string): Map<string, string | Uint8Array> => {
  const sound = soundFiles[file] ?? "";
  if (!sound.includes(before)) throw new RangeError(`${file} does not hold ${before}`);
  return filesWith({ [file]: sound.replace(before, after) });
};
