// Where the demonstration bank works: mostly in Russia, a share of its branches abroad.

export interface City {
  readonly name: string;
  readonly country: "RU" | "GB" | "DE";
  readonly timeZone: string;
  readonly headOffice?: true;
}

const moscow: City = { name: "Москва", country: "RU", timeZone: "Europe/Moscow", headOffice: true };

/** In the order in which the divisions and branches under the root get them. */
export const cities: readonly [City, ...City[]] = [
  moscow,
  { name: "London", country: "GB", timeZone: "Europe/London" },
  { name: "Санкт-Петербург", country: "RU", timeZone: "Europe/Moscow" },
  { name: "Казань", country: "RU", timeZone: "Europe/Moscow" },
  moscow,
  { name: "Екатеринбург", country: "RU", timeZone: "Asia/Yekaterinburg" },
  { name: "Новосибирск", country: "RU", timeZone: "Asia/Novosibirsk" },
  { name: "Frankfurt", country: "DE", timeZone: "Europe/Berlin" },
  { name: "Калининград", country: "RU", timeZone: "Europe/Kaliningrad" },
  { name: "Владивосток", country: "RU", timeZone: "Asia/Vladivostok" },
  moscow,
  { name: "Самара", country: "RU", timeZone: "Europe/Samara" },
  { name: "Иркутск", country: "RU", timeZone: "Asia/Irkutsk" },
];
